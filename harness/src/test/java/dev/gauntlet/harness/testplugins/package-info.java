/**
 * Plugins for tests: packed into jars while a test runs, and loaded from there by real workers.
 * They see what a plugin sees: the API and DJL, nothing of the harness and no test library.
 */
package dev.gauntlet.harness.testplugins;
