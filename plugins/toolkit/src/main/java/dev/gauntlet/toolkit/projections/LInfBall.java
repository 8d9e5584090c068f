package dev.gauntlet.toolkit.projections;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.batches.Rows;

/** Every pixel within ε of the clean one and in [0, 1]. */
final class LInfBall implements Ball {
  private final NDArray clean;
  private final float epsilon;
  private final NDArray lower;
  private final NDArray upper;

  // A bound that float32 would round outwards moves one step inwards, so that |x̂ − x| ≤ ε holds
  // for
  // every image between them, in the double arithmetic that judges it.
  LInfBall(NDArray images, double epsilon) {
    this.clean = images;
    this.epsilon = (float) epsilon;
    float[] pixels = images.toFloatArray();
    float[] low = new float[pixels.length];
    float[] high = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      low[i] = Math.max(0, lowest(pixels[i], epsilon));
      high[i] = Math.min(1, highest(pixels[i], epsilon));
    }
    NDManager manager = images.getManager();
    Shape shape = images.getShape();
    lower = manager.create(low, shape);
    upper = manager.create(high, shape);
  }

  private LInfBall(NDArray clean, float epsilon, NDArray lower, NDArray upper) {
    this.clean = clean;
    this.epsilon = epsilon;
    this.lower = lower;
    this.upper = upper;
  }

  private static float lowest(double pixel, double epsilon) {
    float bound = (float) (pixel - epsilon);
    return pixel - bound > epsilon ? Math.nextUp(bound) : bound;
  }

  private static float highest(double pixel, double epsilon) {
    float bound = (float) (pixel + epsilon);
    return bound - pixel > epsilon ? Math.nextDown(bound) : bound;
  }

  @Override
  public NDArray project(NDArray images) {
    return images.maximum(lower).minimum(upper);
  }

  // Uniform between the bounds would crowd dark and bright pixels; the papers draw in the ball,
  // then cut.
  @Override
  public NDArray randomStart(Randomness random, String purpose) {
    Shape each = clean.getShape().slice(1);
    NDManager manager = clean.getManager();
    return project(random.uniform(manager, purpose, each, -epsilon, epsilon).addi(clean));
  }

  @Override
  public NDArray steepest(NDArray gradient) {
    return gradient.sign();
  }

  @Override
  public Ball select(int[] rows, NDManager manager) {
    return new LInfBall(
        Rows.select(clean, rows, manager),
        epsilon,
        Rows.select(lower, rows, manager),
        Rows.select(upper, rows, manager));
  }
}
