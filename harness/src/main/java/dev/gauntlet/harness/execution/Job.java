package dev.gauntlet.harness.execution;

/**
 * A task while it runs: opened once those it waits for are closed, then its units in any order and
 * at once, then closed. What goes wrong in a plugin is part of its result; only the harness's own
 * failures are thrown, and end the run.
 */
interface Job {
  /**
   * Looks what is there and what is left to do.
   *
   * @return how many units are left; none if the result is there
   */
  int open();

  /** Does one unit, from 0. */
  void run(int unit);

  /** Makes the result of the units. */
  void close();
}
