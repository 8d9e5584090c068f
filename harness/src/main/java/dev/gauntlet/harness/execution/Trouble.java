package dev.gauntlet.harness.execution;

/**
 * What went wrong in a task.
 *
 * @param error one line
 * @param log the end of the worker's log
 */
record Trouble(String error, String log) {}
