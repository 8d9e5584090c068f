package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;

/** A source that stops its attack after some passes, as a limit would. */
final class StoppingSource implements Differentiable {
  private final Differentiable source;
  private int passes;

  /** An attack that was stopped. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  StoppingSource(Differentiable source, int passes) {
    this.source = source;
    this.passes = passes;
  }

  @Override
  public NDArray logits(NDArray images) {
    count();
    return source.logits(images);
  }

  @Override
  public InputGradient inputGradient(NDArray images, LogitLoss loss) {
    count();
    return source.inputGradient(images, loss);
  }

  private void count() {
    if (passes-- == 0) {
      throw new Stopped();
    }
  }
}
