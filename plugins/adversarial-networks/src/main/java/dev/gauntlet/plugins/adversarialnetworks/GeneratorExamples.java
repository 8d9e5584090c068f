package dev.gauntlet.plugins.adversarialnetworks;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.generators.Perturber;
import dev.gauntlet.toolkit.training.AdversarialExamples;

/**
 * What the generator makes as it is, in evaluation mode; for measuring, at the full radius only.
 */
record GeneratorExamples(Perturber perturber) implements AdversarialExamples {
  @Override
  public int growth() {
    return 0;
  }

  @Override
  public NDArray perturb(
      Differentiable network, ImageBatch batch, Randomness random, double scale, int classes) {
    return perturber.perturb(batch, random);
  }
}
