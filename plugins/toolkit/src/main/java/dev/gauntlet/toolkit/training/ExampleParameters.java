package dev.gauntlet.toolkit.training;

import dev.gauntlet.api.Parameter;

/** The hyper-parameters that different {@link AdversarialExamples} have in common. */
final class ExampleParameters {
  static final String EPSILON = "epsilon";
  static final String STEPS = "attack_steps";
  static final String GROWTH = "radius_growth";

  private ExampleParameters() {}

  /**
   * ε: the papers' 0.3 on MNIST and 8/255 on CIFAR-10. On Fashion-MNIST, which they do not use,
   * 0.1, as in Wong and Kolter, "Provable defenses against adversarial examples via the convex
   * outer adversarial polytope" (2018).
   */
  static Parameter epsilon() {
    return Parameter.number(
            EPSILON, 0.3, 0, 1, "L∞ radius ε of the examples trained on, in [0, 1] pixel units")
        .on("fashion-mnist", 0.1)
        .on("cifar10", "8/255");
  }

  /** k. */
  static Parameter steps(int steps, String description) {
    return Parameter.integer(STEPS, steps, 1, 1000, description);
  }

  /** Training steps until the radius is ε. */
  static Parameter growth(int growth) {
    return Parameter.integer(
        GROWTH, growth, 0, 1_000_000, "training steps over which the radius grows from 0 to ε");
  }
}
