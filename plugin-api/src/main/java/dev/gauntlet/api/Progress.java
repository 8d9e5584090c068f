package dev.gauntlet.api;

/** Tells whoever waits how far a long piece of work is. */
@FunctionalInterface
public interface Progress {
  /**
   * @param done steps finished so far
   * @param total steps in all
   * @param message what there is to say, for example the loss and the accuracy so far
   */
  void report(long done, long total, String message);
}
