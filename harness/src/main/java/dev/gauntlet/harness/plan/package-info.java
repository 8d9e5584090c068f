/** The plan: from a suite, the installed plugins and the data to a graph of tasks. */
package dev.gauntlet.harness.plan;
