package dev.gauntlet.toolkit.gradient;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;

/**
 * Records operations on arrays that require a gradient, until closed. Only one tape can be open in
 * a process.
 *
 * <p>On MXNet a tape always records in training mode, and must: switching that off makes the engine
 * return wrong input gradients without a word (max-pooling's are garbage). So networks run in
 * evaluation mode by their layers' own arithmetic, never by the engine's mode.
 */
final class GradientTape implements AutoCloseable {
  private final GradientCollector collector;

  private GradientTape(GradientCollector collector) {
    this.collector = collector;
  }

  static GradientTape open(Engine engine) {
    return new GradientTape(engine.newGradientCollector());
  }

  /** Computes the gradient of the sum of {@code loss} for every array that requires one. */
  void backward(NDArray loss) {
    collector.backward(loss);
  }

  @Override
  public void close() {
    collector.close();
  }
}
