package dev.gauntlet.leaderboard.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One defense under one attack.
 *
 * @param status {@link Status#FAILED} where nothing could run at all
 * @param correct images the defense got right, rejections of attacked images included
 * @param total images counted for the defense: all of them in an {@code ok} cell; in a {@code
 *     failed} one all of them, as wrong, where the defense is at fault, and none otherwise
 * @param rejected images the defense rejected
 * @param clipped images the harness moved back into the budget
 * @param misclassified images counted for the attack
 * @param hits images classified as the target; null for an untargeted attack
 * @param maxDistance largest distance to the clean image, in the budget's norm, after the check
 * @param meanDistance likewise, the mean
 * @param queries questions asked about each image that the attack worked on; null where it asked
 *     none
 * @param secondsPer100 median time to classify 100 images
 * @param attackFailedImages images left clean because the attack failed on them
 * @param unfinishedImages those of them that the attack was stopped on, by a limit, a crash or an
 *     error, before it had reported an image that the defense is wrong on; 0 in results from before
 *     they were counted apart
 * @param defenseFailedImages images counted wrong because the defense failed on them
 * @param error one line on what went wrong; null where nothing did
 * @param log the end of the worker's log; null where nothing went wrong
 */
public record Cell(
    String defense,
    String attack,
    Status status,
    long correct,
    long total,
    long rejected,
    long clipped,
    long misclassified,
    Long hits,
    double maxDistance,
    double meanDistance,
    Queries queries,
    double secondsPer100,
    int attackFailedImages,
    int unfinishedImages,
    int defenseFailedImages,
    String error,
    String log) {

  /** Whether a cell could be computed. */
  public enum Status {
    /** Computed, perhaps with failures on some images. */
    @JsonProperty("ok")
    OK,
    /** Nothing could run. */
    @JsonProperty("failed")
    FAILED
  }

  public Cell {
    Require.present("defense", defense);
    Require.present("attack", attack);
    Require.present("status", status);
    Require.count("total", total);
    Require.range("correct", correct, 0, total);
    Require.range("rejected", rejected, 0, total);
    Require.range("clipped", clipped, 0, total);
    Require.range("misclassified", misclassified, 0, total - correct);
    if (hits != null) {
      Require.range("hits", hits, 0, total);
    }
    Require.measure("maxDistance", maxDistance);
    Require.measure("meanDistance", meanDistance);
    Require.measure("secondsPer100", secondsPer100);
    Require.count("attackFailedImages", attackFailedImages);
    Require.range("unfinishedImages", unfinishedImages, 0, attackFailedImages);
    Require.count("defenseFailedImages", defenseFailedImages);
  }

  /**
   * Whether the two cannot meet at all, as a white-box attack and a defense without gradients: the
   * cell counts for neither, and neither failed on an image.
   */
  public boolean notApplicable() {
    return status == Status.FAILED
        && total == 0
        && attackFailedImages == 0
        && defenseFailedImages == 0;
  }

  String name() {
    return defense + " under " + attack;
  }
}
