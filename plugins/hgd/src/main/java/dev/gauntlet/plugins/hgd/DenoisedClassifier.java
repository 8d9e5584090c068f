package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Layers;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Classifiers behind denoisers. A white-box attacker sees gradients through both; an oblivious one,
 * the classifiers alone.
 */
final class DenoisedClassifier implements DefendedModel {
  /**
   * What there is of it.
   *
   * @param whole (N,C,H,W) → logits (N,K), through the denoisers
   * @param bare likewise, without them
   */
  record Views(Differentiable whole, Differentiable bare, Optional<Layers> layers) {}

  private final NDManager manager;
  private final Views views;

  private DenoisedClassifier(NDManager manager, Views views) {
    this.manager = manager;
    this.views = views;
  }

  /**
   * A model whose networks are closed with it.
   *
   * @param views makes the networks in the context it is given
   */
  static DefendedModel in(ModelContext context, Function<ModelContext, Views> views) {
    NDManager own = context.manager().newSubManager();
    try {
      ModelContext inside =
          new ModelContext(
              own, context.architecture(), context.imageShape(), context.classes(), context.seed());
      return new DenoisedClassifier(own, views.apply(inside));
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  /**
   * The only denoiser and target of a checkpoint.
   *
   * @param strength how much of the predicted noise is taken away: 1 for all of it
   * @throws dev.gauntlet.api.CheckpointException if the checkpoint does not fit
   */
  static DefendedModel restore(CheckpointReader checkpoint, ModelContext context, float strength) {
    return in(
        context,
        inside -> {
          Network denoiser = Denoising.restore(checkpoint, Part.ONLY, inside);
          Network target = Classifier.network(checkpoint, Part.ONLY.target(), inside);
          Block removal = new NoiseRemoval(denoiser.frozenLayers(), strength);
          Network cleaner = network(List.of(removal), inside);
          return new Views(
              network(List.of(removal), target, inside),
              target,
              Optional.of(layers(cleaner, target)));
        });
  }

  /** Blocks and behind them a target; both stay as they are. */
  static Network network(List<Block> blocks, Network target, ModelContext context) {
    return network(
        Stream.concat(blocks.stream(), target.frozenLayers().stream()).toList(), context);
  }

  private static Network network(List<Block> blocks, ModelContext context) {
    SequentialBlock all = new SequentialBlock();
    blocks.forEach(all::add);
    return new Network(context.manager(), all, context.imageShape(), context.seed());
  }

  private static Layers layers(Network denoiser, Network target) {
    return new Layers() {
      @Override
      public List<String> names() {
        return target.layerNames();
      }

      @Override
      public List<NDArray> activations(NDArray images) {
        try (NDArray denoised = denoiser.logits(images)) {
          return target.activations(denoised);
        }
      }

      @Override
      public List<NDArray> unprotected(NDArray images) {
        return target.activations(images);
      }
    };
  }

  @Override
  public Prediction predict(NDArray images) {
    return Prediction.of(views.whole().logits(images));
  }

  @Override
  public Optional<Differentiable> differentiable() {
    return Optional.of(views.whole());
  }

  @Override
  public Optional<Differentiable> protectedModel() {
    return Optional.of(views.bare());
  }

  @Override
  public Optional<Layers> layers() {
    return views.layers();
  }

  @Override
  public void close() {
    manager.close();
  }
}
