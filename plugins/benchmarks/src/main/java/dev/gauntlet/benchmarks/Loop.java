package dev.gauntlet.benchmarks;

/** Something that takes gradient steps on one batch of images. */
interface Loop {
  /** Takes so many steps and waits until the result has been computed. */
  void run(int steps);
}
