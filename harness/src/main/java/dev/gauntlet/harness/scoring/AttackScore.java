package dev.gauntlet.harness.scoring;

import java.util.OptionalInt;

/**
 * An attack's score.
 *
 * @param id of the attack in the suite
 * @param rank 1 is best among the targeted or among the untargeted attacks; equal scores share it;
 *     empty where it met no defense
 * @param raw misclassified images over all defenses; targeted: images classified as the target
 * @param possible the images of all cells that count for it
 * @param hits images classified as the target; 0 for an untargeted attack
 * @param seconds its own time, over all batches and sources
 * @param failedImages images it left clean because it failed on them, over all defenses
 */
public record AttackScore(
    String id,
    OptionalInt rank,
    long raw,
    long possible,
    long hits,
    double seconds,
    int failedImages) {
  /** raw / possible; 0 where nothing was possible. */
  public double normalized() {
    return possible == 0 ? 0 : (double) raw / possible;
  }
}
