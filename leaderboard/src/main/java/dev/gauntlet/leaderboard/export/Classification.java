package dev.gauntlet.leaderboard.export;

import java.util.Objects;

/**
 * What one defense said of one image of one attack.
 *
 * @param predictedLabel null where the defense rejected the image or failed on it
 * @param targetClass null for an untargeted attack
 */
public record Classification(
    String attack,
    String defense,
    String imageId,
    Integer predictedLabel,
    int trueLabel,
    Integer targetClass) {
  public Classification {
    Objects.requireNonNull(attack, "attack");
    Objects.requireNonNull(defense, "defense");
    Objects.requireNonNull(imageId, "imageId");
  }
}
