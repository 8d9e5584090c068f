package dev.gauntlet.toolkit.gradient;

import dev.gauntlet.api.Differentiable;
import java.util.SplittableRandom;

/** A model that draws at random before it answers, for example noise or a crop. */
@FunctionalInterface
public interface RandomizedModel {
  /**
   * The model with its draw made: a function like any other, with a gradient of its own. What was
   * drawn holds for every image the function is shown, so that no image's answer depends on its
   * batch.
   *
   * @param random where the draw comes from; the same numbers make the same function
   */
  Differentiable drawn(SplittableRandom random);
}
