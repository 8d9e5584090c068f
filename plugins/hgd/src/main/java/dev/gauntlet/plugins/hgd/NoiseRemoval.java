package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/**
 * Takes what denoisers predict as noise from an image: x + s·mean(D(x) − x).
 *
 * <p>The denoisers are {@linkplain dev.gauntlet.toolkit.gradient.Network#frozenLayers frozen
 * layers}: they bring their own parameters.
 */
final class NoiseRemoval extends AbstractBlock {
  private final List<Block> denoisers;
  private final float strength;

  /**
   * Removes the mean of the noises.
   *
   * @param denoisers each (N,C,H,W) → (N,C,H,W)
   * @param strength s: 1 for the noise as predicted, 2 for twice as much
   */
  NoiseRemoval(List<Block> denoisers, float strength) {
    this.denoisers = List.copyOf(denoisers);
    this.strength = strength;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray image = inputs.singletonOrThrow();
    NDArray removed = image;
    for (Block denoiser : denoisers) {
      NDArray denoised = denoiser.forward(store, inputs, training).singletonOrThrow();
      removed = removed.add(denoised.sub(image).mul(strength / denoisers.size()));
    }
    return new NDList(removed);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
