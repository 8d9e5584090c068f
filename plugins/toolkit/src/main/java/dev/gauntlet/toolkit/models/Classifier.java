package dev.gauntlet.toolkit.models;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Layers;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.List;
import java.util.Optional;

/**
 * A defense that is a single network: it answers with the class of the largest logit, and hides
 * nothing.
 */
public final class Classifier implements DefendedModel {
  private final Network network;

  private Classifier(Network network) {
    this.network = network;
  }

  /** The untrained network of a context, with initial parameters from its seed. */
  public static Network untrained(ModelContext context) {
    return new Network(
        context.manager(),
        Architecture.named(context.architecture()).block(context.classes()),
        context.imageShape(),
        context.seed());
  }

  /**
   * The network with a checkpoint's weights.
   *
   * @throws dev.gauntlet.api.CheckpointException if they are missing or do not fit
   */
  public static Classifier restore(CheckpointReader checkpoint, ModelContext context) {
    Network network = untrained(context);
    try {
      Weights.read(checkpoint, CheckpointReader.WEIGHTS, network.manager()).copyTo(network);
      return new Classifier(network);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  @Override
  public Prediction predict(NDArray images) {
    return Prediction.of(network.logits(images));
  }

  @Override
  public Optional<Differentiable> differentiable() {
    return Optional.of(network);
  }

  @Override
  public Optional<Layers> layers() {
    return Optional.of(
        new Layers() {
          @Override
          public List<String> names() {
            return network.layerNames();
          }

          @Override
          public List<NDArray> activations(NDArray images) {
            return network.activations(images);
          }
        });
  }

  @Override
  public void close() {
    network.close();
  }
}
