package dev.gauntlet.toolkit.training;

/** The learning rate at each step of a training. */
@FunctionalInterface
public interface Schedule {
  /** The rate at step {@code step} (from 0) of {@code total}. */
  double at(long step, long total);

  /** The same rate throughout. */
  static Schedule constant(double rate) {
    return (step, total) -> rate;
  }

  /** The rate until a part of the steps is done, then another. */
  static Schedule stepped(double first, double part, double then) {
    return (step, total) -> step < part * total ? first : then;
  }

  /**
   * A linear rise over the first {@code warmup} part of the steps, then half a cosine down to zero
   * (Loshchilov and Hutter, "SGDR", 2017, without restarts).
   */
  static Schedule cosine(double peak, double warmup) {
    return (step, total) -> {
      double progress = (step + 1) / (double) total;
      if (progress < warmup) {
        return peak * progress / warmup;
      }
      return peak * 0.5 * (1 + Math.cos(Math.PI * (progress - warmup) / (1 - warmup)));
    };
  }
}
