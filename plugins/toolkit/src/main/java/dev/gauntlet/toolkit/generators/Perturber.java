package dev.gauntlet.toolkit.generators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Weights;
import dev.gauntlet.toolkit.projections.Ball;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A generator's network, what goes into it, and what its output does to an image.
 *
 * @param generator which of the three
 * @param k its width
 * @param network maps its input to (N,C,H,W) in [−1, 1]
 * @param budget of the perturbation
 * @param classes K
 */
public record Perturber(Generator generator, int k, Network network, Budget budget, int classes)
    implements AutoCloseable {
  private static final float TINY = 1e-12f;
  private static final String WEIGHTS = "generator.npz";
  private static final String FORM = "generator.txt";

  /**
   * An untrained one.
   *
   * @param k the width
   * @param image (C,H,W), at most 32×32
   */
  public static Perturber create(
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
    return new Perturber(generator, k, network, budget, classes);
  }

  /**
   * What {@link #save} wrote, for any budget.
   *
   * @param image (C,H,W), as in training
   * @throws CheckpointException if the checkpoint has no generator, or it does not fit
   */
  public static Perturber restore(
      CheckpointReader checkpoint, Shape image, Budget budget, int classes, NDManager manager) {
    String[] form = form(checkpoint);
    Perturber perturber =
        create(
            Generator.valueOf(form[0]),
            Integer.parseInt(form[1]),
            image,
            budget,
            classes,
            manager,
            0);
    try {
      Weights.read(checkpoint, WEIGHTS, manager).copyTo(perturber.network);
      return perturber;
    } catch (RuntimeException e) {
      perturber.close();
      throw e;
    }
  }

  private static String[] form(CheckpointReader checkpoint) {
    try (InputStream in = checkpoint.open(FORM)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (!text.matches("G[123] [1-9][0-9]{0,3}\n")) {
        throw new CheckpointException(
            checkpoint.origin() + ": " + FORM + " must be like 'G1 8', got '" + text.strip() + "'");
      }
      return text.strip().split(" ");
    } catch (IOException e) {
      throw new CheckpointException(
          checkpoint.origin() + ": cannot read " + FORM + ": " + e.getMessage(), e);
    }
  }

  /** Writes the network's weights, which generator it is, and its width. */
  public void save(CheckpointWriter checkpoint) {
    Weights.of(network).write(checkpoint, WEIGHTS, network.manager());
    try (OutputStream out = checkpoint.create(FORM)) {
      out.write((generator + " " + k + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CheckpointException("cannot write " + FORM + ": " + e.getMessage(), e);
    }
  }

  /**
   * What the network is shown of a batch.
   *
   * @param random of these images
   * @return (B, …), in the manager of the images
   */
  public NDArray input(ImageBatch batch, Randomness random) {
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
  public NDArray apply(NDArray output, NDArray images) {
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

  /**
   * The perturbed images of a trained network, in evaluation mode.
   *
   * @param random of these images
   * @return (B,C,H,W) within the budget, in the manager of the images
   */
  public NDArray perturb(ImageBatch batch, Randomness random) {
    NDArray output = network.logits(input(batch, random));
    return Ball.around(batch.images(), budget).project(apply(output, batch.images()));
  }

  @Override
  public void close() {
    network.close();
  }
}
