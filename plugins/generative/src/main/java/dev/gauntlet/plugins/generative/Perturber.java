package dev.gauntlet.plugins.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.generators.Generator;
import dev.gauntlet.toolkit.gradient.Network;

/**
 * A generator's network, what goes into it, and what its output does to an image.
 *
 * @param generator which of the three
 * @param network maps its input to (N,C,H,W) in [−1, 1]
 * @param budget of the perturbation
 * @param classes K
 */
record Perturber(Generator generator, Network network, Budget budget, int classes)
    implements AutoCloseable {
  private static final float TINY = 1e-12f;

  /** An untrained one. */
  static Perturber create(
      Generator generator,
      int k,
      Shape image,
      Budget budget,
      int classes,
      NDManager manager,
      long seed) {
    Network network =
        new Network(
            manager, generator.block(k, image), generator.inputShape(k, image, classes), seed);
    return new Perturber(generator, network, budget, classes);
  }

  /**
   * What the network is shown of a batch.
   *
   * @param random of these images
   * @return (B, …), in the manager of the images
   */
  NDArray input(ImageBatch batch, Randomness random) {
    NDManager scope = batch.images().getManager();
    return switch (generator) {
      case G1 -> batch.images();
      case G2 -> random.gaussian(scope, "generator-noise", network.inputShape());
      case G3 -> oneHot(batch.labels(), scope);
    };
  }

  private NDArray oneHot(NDArray labels, NDManager scope) {
    NDArray local = labels.duplicate();
    local.attach(scope);
    return local.oneHot(classes, DataType.FLOAT32);
  }

  /**
   * The images with the network's output laid over them: x + ε·t in L∞, x + ε·t/‖t‖ in L2, inside
   * the pixel range.
   *
   * @param output t, (B,C,H,W) in [−1, 1]; its manager owns the result
   */
  NDArray apply(NDArray output, NDArray images) {
    NDArray direction =
        switch (budget.norm()) {
          case LINF -> output;
          case L2 -> output.div(length(output));
          case L0 -> throw new GauntletException("a generator's perturbation has no L0 form");
        };
    return direction.mul(budget.epsilon()).add(images).clip(0, 1);
  }

  private static NDArray length(NDArray output) {
    return output.square().sum(new int[] {1, 2, 3}, true).add(TINY).sqrt();
  }

  @Override
  public void close() {
    network.close();
  }
}
