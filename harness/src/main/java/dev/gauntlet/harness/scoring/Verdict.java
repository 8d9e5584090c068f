package dev.gauntlet.harness.scoring;

/** Whether an answer is right. */
public final class Verdict {
  private Verdict() {}

  /**
   * A rejection is right on an attacked image and wrong on a clean one; a class is right where it
   * is the true one; a failure is wrong.
   */
  public static boolean correct(Answer answer, int label, boolean attacked) {
    if (answer.failed()) {
      return false;
    }
    return answer.rejected() ? attacked : answer.predicted() == label;
  }
}
