package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.losses.Losses;

/** The loss that an attack climbs: away from a label, or towards a target. */
public final class AttackLoss {
  private AttackLoss() {}

  /**
   * Cross-entropy with {@code labels}, or in a targeted run its negative with the targets.
   *
   * @param labels (N), int64
   */
  public static LogitLoss crossEntropy(AttackContext context, NDArray labels) {
    return context
        .targets()
        .map(targets -> Losses.negated(Losses.crossEntropy(targets, context.classes())))
        .orElseGet(() -> Losses.crossEntropy(labels, context.classes()));
  }
}
