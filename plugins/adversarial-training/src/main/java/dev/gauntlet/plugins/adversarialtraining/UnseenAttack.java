package dev.gauntlet.plugins.adversarialtraining;

import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import java.util.ArrayList;
import java.util.List;

/**
 * Accuracy on held-out images, epoch by epoch, under an IFGSM that the training never sees. It
 * stands in the checkpoint's provenance beside the curve and has no say in which epoch is kept.
 */
final class UnseenAttack {
  static final String NOTE = "ifgsm10AccuracyByEpoch";

  /** The steps of the weaker IFGSM in the thesis's table 3.1. */
  private static final int STEPS = 10;

  private final IfgsmExamples attack;
  private final TrainingContext context;
  private final List<Double> byEpoch = new ArrayList<>();

  UnseenAttack(IfgsmExamples seen, TrainingContext context) {
    this.attack = seen.attack(STEPS);
    this.context = context;
  }

  /** Adds the epoch that has just ended to the note. */
  void measure(Network network) {
    byEpoch.add(attack.robustAccuracy(network, context.validation(), context.model().classes()));
    context.checkpoint().note(NOTE, List.copyOf(byEpoch));
  }
}
