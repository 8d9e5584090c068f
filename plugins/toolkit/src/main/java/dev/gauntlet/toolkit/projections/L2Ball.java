package dev.gauntlet.toolkit.projections;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.batches.Rows;

/** Every image within Euclidean distance ε of the clean one, pixels in [0, 1]. */
final class L2Ball implements Ball {
  // Float32 rounds twice: the sum of squares, by a part of it, and each pixel of the sum, by up to
  // 2⁻²⁵ whatever the radius. Aiming this far inside keeps the true distance within ε.
  private static final double RELATIVE_MARGIN = 1e-5;
  private static final double PIXEL_MARGIN = 0x1p-24;
  private static final float TINY = 1e-12f;

  private final NDArray clean;
  private final double epsilon;
  private final double radius;

  L2Ball(NDArray images, double epsilon) {
    this.clean = images;
    this.epsilon = epsilon;
    double pixels = images.getShape().slice(1).size();
    this.radius = Math.max(0, epsilon * (1 - RELATIVE_MARGIN) - Math.sqrt(pixels) * PIXEL_MARGIN);
  }

  @Override
  public NDArray project(NDArray images) {
    NDArray change = images.sub(clean);
    NDArray scale = length(change).maximum(TINY).pow(-1).mul(radius).minimum(1);
    // Built on the images, not on the clean ones, whose manager lives as long as the ball.
    return change.mul(scale).add(clean).clip(0, 1);
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

  @Override
  public Ball select(int[] rows, NDManager manager) {
    return new L2Ball(Rows.select(clean, rows, manager), epsilon);
  }

  private static NDArray length(NDArray change) {
    return change.square().sum(new int[] {1, 2, 3}, true).sqrt();
  }
}
