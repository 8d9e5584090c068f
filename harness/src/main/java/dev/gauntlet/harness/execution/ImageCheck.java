package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plan.AttackTask.Rules;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.suite.Pixels;
import dev.gauntlet.toolkit.projections.EightBits;

/**
 * Holds a perturbed image to the competition's rules, as NIPS 2017 did: what is over budget or out
 * of the pixel range is clipped and counted, or refused; then, where the suite says so, the image
 * is rounded to 8 bits inside the budget. An attack that is over by no more than float32 arithmetic
 * explains (1e-6 per value; 1e-5 in L2) is moved into the ball all the same, but not counted.
 */
final class ImageCheck {
  private static final float RANGE_TOLERANCE = 1e-6f;

  private final Rules rules;
  private final Ball ball;

  /**
   * A check.
   *
   * @param channels of the images
   */
  ImageCheck(Rules rules, int channels) {
    this.rules = rules;
    this.ball = Ball.of(rules.budget(), channels);
  }

  /**
   * Checks one image.
   *
   * @param clean (C,H,W), of 8 bits, in [0, 1]
   * @param image (C,H,W), finite; changed in place to the one that is scored
   * @return what became of it; refused where the rules are strict and it broke them
   */
  Perturbation check(float[] clean, float[] image) {
    boolean outOfRange = clipToRange(image);
    boolean over = ball.isOver(ball.distance(clean, image));
    if (rules.strict() && (outOfRange || over)) {
      System.arraycopy(clean, 0, image, 0, clean.length);
      return Perturbation.FAILED;
    }
    ball.project(clean, image);
    if (rules.pixels() == Pixels.UINT8) {
      EightBits.round(rules.budget(), clean, image);
    }
    return new Perturbation(false, outOfRange || over, ball.distance(clean, image));
  }

  private static boolean clipToRange(float[] image) {
    boolean out = false;
    for (int i = 0; i < image.length; i++) {
      out |= image[i] < -RANGE_TOLERANCE || image[i] > 1 + RANGE_TOLERANCE;
      image[i] = Math.min(1, Math.max(0, image[i]));
    }
    return out;
  }
}
