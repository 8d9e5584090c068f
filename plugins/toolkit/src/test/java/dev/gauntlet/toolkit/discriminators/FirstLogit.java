package dev.gauntlet.toolkit.discriminators;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.toolkit.Networks;

/** A discriminator whose verdict can be read off the logits of three classes: d is the first. */
final class FirstLogit {
  private FirstLogit() {}

  static ModelContext model(NDManager manager) {
    return new ModelContext(manager, "d1", Networks.IMAGE, Networks.CLASSES, 1);
  }

  // One unit of each layer passes z₁ on where it is positive, another −z₁ where it is not.
  static Discriminator discriminator(NDManager manager) {
    Discriminator discriminator = Discriminator.untrained(model(manager));
    float[] first = new float[32 * 3];
    first[0] = 1;
    first[3] = -1;
    float[] second = new float[64 * 32];
    second[0] = 1;
    second[32 + 1] = 1;
    float[] last = new float[64];
    last[0] = 1;
    last[1] = -1;
    Networks.set(discriminator.network(), 0, first);
    Networks.set(discriminator.network(), 2, second);
    Networks.set(discriminator.network(), 4, last);
    return discriminator;
  }
}
