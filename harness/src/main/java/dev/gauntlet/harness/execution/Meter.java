package dev.gauntlet.harness.execution;

import java.util.concurrent.atomic.DoubleAdder;

/** Adds up the seconds that plugins worked in this run. */
final class Meter {
  private final DoubleAdder seconds = new DoubleAdder();

  void add(double worked) {
    seconds.add(worked);
  }

  double seconds() {
    return seconds.sum();
  }
}
