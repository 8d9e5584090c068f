/** How the processes that run submissions' code are kept apart from the machine and each other. */
package dev.gauntlet.harness.isolation;
