package dev.gauntlet.harness.isolation;

/**
 * What came of running a program.
 *
 * @param lastLine of what it printed
 */
record Trial(boolean succeeded, String lastLine) {}
