package dev.gauntlet.toolkit.projections;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Randomness;

/** Every image within Euclidean distance ε of the clean one, pixels in [0, 1]. */
final class L2Ball implements Ball {
  // Float32 sums of squares round; staying a millionth inside keeps the true distance within ε.
  private static final double INSIDE = 1 - 1e-6;
  private static final float TINY = 1e-12f;

  private final NDArray clean;
  private final double epsilon;

  L2Ball(NDArray images, double epsilon) {
    this.clean = images;
    this.epsilon = epsilon;
  }

  @Override
  public NDArray project(NDArray images) {
    NDArray change = images.sub(clean);
    NDArray scale = length(change).maximum(TINY).pow(-1).mul(epsilon * INSIDE).minimum(1);
    return clean.add(change.mul(scale)).clip(0, 1);
  }

  @Override
  public NDArray randomStart(Randomness random, String purpose) {
    Shape each = clean.getShape().slice(1);
    NDManager manager = clean.getManager();
    NDArray direction = steepest(random.gaussian(manager, purpose + "-direction", each));
    NDArray radius =
        random
            .uniform(manager, purpose + "-radius", new Shape(1, 1, 1), 0, 1)
            .pow(1.0 / each.size());
    return project(clean.add(direction.mul(radius).mul(epsilon)));
  }

  @Override
  public NDArray steepest(NDArray gradient) {
    return gradient.div(length(gradient).maximum(TINY));
  }

  private static NDArray length(NDArray change) {
    return change.square().sum(new int[] {1, 2, 3}, true).sqrt();
  }
}
