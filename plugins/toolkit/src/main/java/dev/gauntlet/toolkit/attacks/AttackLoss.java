package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.losses.Losses;

/** The loss that an attack climbs: away from a label, or towards a target. */
public final class AttackLoss {
  private AttackLoss() {}

  /**
   * Rises and falls with the cross-entropy of {@code labels}, or in a targeted run against that of
   * the targets, and in the same direction at every image; computed as {@link Losses#logOdds},
   * because the cross-entropy itself loses its gradient to float32 on images the model is sure of,
   * which makes a weak defense look strong.
   *
   * @param labels (N), int64
   */
  public static LogitLoss crossEntropy(AttackContext context, NDArray labels) {
    return context
        .targets()
        .map(targets -> Losses.negated(Losses.logOdds(targets, context.classes())))
        .orElseGet(() -> Losses.logOdds(labels, context.classes()));
  }
}
