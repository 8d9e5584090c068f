package dev.gauntlet.harness.suite;

import dev.gauntlet.api.Knowledge;

/** Where an attack takes its gradients, scores or decisions from. */
public enum Access {
  /** The defense itself: gradients through the whole pipeline, in evaluation mode. */
  WHITE_BOX("white-box"),
  /** The model behind a defense's preprocessor, without it. */
  OBLIVIOUS("oblivious"),
  /** Other models than the one attacked. */
  TRANSFER("transfer"),
  /** Only the scores or decisions of the defense itself, so many per image. */
  QUERY("query"),
  /** Nothing. */
  NONE("none");

  private final String word;

  Access(String word) {
    this.word = word;
  }

  /** How suites and results write it. */
  public String word() {
    return word;
  }

  /** As little as an attack with such a need can do with. */
  public static Access forNeed(Knowledge need) {
    return switch (need) {
      case GRADIENTS -> WHITE_BOX;
      case SCORES, DECISIONS -> QUERY;
      case NONE -> NONE;
    };
  }

  /** Whether attacks get the source's gradients. */
  public boolean grantsGradients() {
    return this == WHITE_BOX || this == OBLIVIOUS || this == TRANSFER;
  }

  /**
   * Whether the perturbed images depend on the defense they are shown to. Where they do not, they
   * are made once and classified by every defense.
   */
  public boolean perDefense() {
    return this == WHITE_BOX || this == OBLIVIOUS || this == QUERY;
  }
}
