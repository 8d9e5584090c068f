package dev.gauntlet.toolkit.discriminators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Weights;

/**
 * D of the GanDef papers: tells by a classifier's logits whether its image was clean or perturbed.
 * Dense layers of 32 and 64 with ReLU, then one logit d with q_D(perturbed | z) = sigmoid(d), as in
 * the code that the authors published with ZK-GanDef; the papers give no widths.
 */
public final class Discriminator implements AutoCloseable {
  /** Its file in a checkpoint, beside the classifier's. */
  public static final String WEIGHTS = "discriminator.npz";

  private final Network network;

  private Discriminator(Network network) {
    this.network = network;
  }

  /** Untrained, for the classifier of a context, with initial parameters from its seed. */
  public static Discriminator untrained(ModelContext context) {
    return new Discriminator(
        new Network(context.manager(), block(), new Shape(context.classes()), context.seed()));
  }

  /**
   * With a checkpoint's weights.
   *
   * @throws dev.gauntlet.api.CheckpointException if they are missing or do not fit
   */
  public static Discriminator restore(CheckpointReader checkpoint, ModelContext context) {
    Discriminator discriminator = untrained(context);
    try {
      Weights.read(checkpoint, WEIGHTS, discriminator.network.manager())
          .copyTo(discriminator.network);
      return discriminator;
    } catch (RuntimeException e) {
      discriminator.close();
      throw e;
    }
  }

  private static Block block() {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(32).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(64).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(1).build());
  }

  /** The network: z (N,K) to d (N,1). */
  public Network network() {
    return network;
  }

  /**
   * How perturbed images look by their logits.
   *
   * @param logits z, (N,K)
   * @return q_D(perturbed | z), (N), in [0, 1], in the manager of {@code logits}
   */
  public NDArray scores(NDArray logits) {
    NDManager caller = logits.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray verdicts = network.logits(logits);
      verdicts.attach(scope);
      NDArray scores = Activation.sigmoid(verdicts).squeeze(1);
      scores.attach(caller);
      return scores;
    }
  }

  /** Writes its weights beside those of the classifier. */
  public void save(CheckpointWriter checkpoint) {
    Weights.of(network).write(checkpoint, WEIGHTS, network.manager());
  }

  @Override
  public void close() {
    network.close();
  }
}
