package dev.gauntlet.plugins.hopskipjump;

import dev.gauntlet.api.Budget;
import dev.gauntlet.toolkit.attacks.OutwardRounding;
import dev.gauntlet.toolkit.projections.EightBits;
import java.util.Arrays;
import java.util.Optional;

/**
 * The walk of one image: from an adversarial start to the boundary, then along it towards the clean
 * image, step by step: measure the boundary's direction, go a little to its adversarial side, come
 * back to it on the way to the clean image. With a larger quota all is asked that a smaller one
 * allows, and more, so more questions never make the result worse.
 *
 * @param metric of the budget
 * @param steps at most
 * @param directions B of the first step
 * @param mostDirections of any step
 * @param tries starts at most
 * @param closeEnough the distance at which an image is done; 0 to go on to the end
 * @param roundedIn the budget in which the result is rounded to 8 bits; empty where it is not
 */
record BoundaryWalk(
    Metric metric,
    int steps,
    int directions,
    int mostDirections,
    int tries,
    double closeEnough,
    Optional<Budget> roundedIn) {
  // How exactly a start's noise is blended with the clean image, and how long the first directions
  // are, as in the authors' code.
  private static final double BLEND = 1e-3;
  private static final double FIRST_LENGTH = 0.1;
  // The result goes this share of its distance beyond the boundary, on which the rounding of
  // another batch could turn it back.
  private static final double OVERSHOOT = 1e-3;
  // Kept for the result where that is rounded: for itself, and for what lies further out.
  private static final int ROUNDINGS = 8;
  // Directions asked about at once.
  private static final int CHUNK = 250;

  /**
   * Walks until the questions are spent, the steps are done, or the image is close enough.
   *
   * @param clean the pixels of the clean image
   * @return the nearest adversarial image found, or the clean one where it is adversarial itself or
   *     no start is
   */
  float[] run(float[] clean, Questions questions, Draws draws) {
    if (questions.left() == 0 || questions.adversarial(clean)) {
      return clean;
    }
    float[] current = start(clean, questions, draws);
    if (current == clean) {
      return clean;
    }
    current = search(Metric.L2, clean, current, BLEND, questions);
    current = search(metric, clean, current, metric.threshold(clean.length), questions);
    float[] nearest = current;
    for (int step = 1; step <= steps; step++) {
      int count = (int) Math.min(mostDirections, directions * Math.sqrt(step));
      double distance = metric.distance(clean, current);
      if (distance <= closeEnough || affordable(questions) < count) {
        break;
      }
      double length = step == 1 ? FIRST_LENGTH : distance / clean.length;
      double[] gradient = estimate(current, length, step, count, questions, draws);
      metric.toStep(gradient);
      float[] moved = jump(current, gradient, distance / Math.sqrt(step), distance, questions);
      current = search(metric, clean, moved, metric.threshold(clean.length), questions);
      if (metric.distance(clean, current) < metric.distance(clean, nearest)) {
        nearest = current;
      }
    }
    return beyond(clean, nearest, questions);
  }

  // Some questions are kept for the result.
  private long affordable(Questions questions) {
    return questions.left() - (roundedIn.isPresent() ? ROUNDINGS : 1);
  }

  private float[] start(float[] clean, Questions questions, Draws draws) {
    for (int number = 0; number < tries && affordable(questions) > 0; number++) {
      float[] blended = Metric.L2.approach(clean, draws.noise(number), draws.opacity(number));
      if (questions.adversarial(blended)) {
        return blended;
      }
    }
    return clean;
  }

  /** Halves the way from the clean image to an adversarial one until it ends at the boundary. */
  private float[] search(
      Metric way, float[] clean, float[] adversarial, double threshold, Questions questions) {
    double low = 0;
    double high = 1;
    float[] nearest = adversarial;
    while (high - low > threshold && affordable(questions) > 0) {
      double middle = (low + high) / 2;
      float[] image = way.approach(clean, adversarial, middle);
      if (questions.adversarial(image)) {
        high = middle;
        nearest = image;
      } else {
        low = middle;
      }
    }
    return nearest;
  }

  /**
   * The direction in which images become adversarial: the mean of random directions, those that
   * lead there counted as positive, the others as negative, less the mean of these signs.
   */
  double[] estimate(
      float[] image, double length, int step, int count, Questions questions, Draws draws) {
    double[] signed = new double[image.length];
    double[] plain = new double[image.length];
    int positive = 0;
    for (int from = 0; from < count; from += CHUNK) {
      float[][] asked = new float[Math.min(CHUNK, count - from)][];
      for (int i = 0; i < asked.length; i++) {
        asked[i] = Pixels.move(image, draws.direction(metric, step, from + i), length);
      }
      boolean[] adversarial = questions.adversarial(asked);
      for (int i = 0; i < asked.length; i++) {
        positive += adversarial[i] ? 1 : 0;
        for (int j = 0; j < image.length; j++) {
          // The way that was really gone: the pixel range may have cut it.
          double gone = (double) asked[i][j] - image[j];
          signed[j] += adversarial[i] ? gone : -gone;
          plain[j] += gone;
        }
      }
    }
    boolean differ = positive > 0 && positive < count;
    double mean = differ ? (2.0 * positive - count) / count : 0;
    for (int j = 0; j < signed.length; j++) {
      signed[j] -= mean * plain[j];
    }
    return signed;
  }

  /** The longest of ever halved steps that ends on the adversarial side; none if all are short. */
  private float[] jump(
      float[] image, double[] direction, double longest, double distance, Questions questions) {
    double shortest = distance * metric.threshold(image.length);
    for (double length = longest; length > shortest && affordable(questions) > 0; length /= 2) {
      float[] moved = Pixels.move(image, direction, length);
      if (questions.adversarial(moved)) {
        return moved;
      }
    }
    return image;
  }

  private float[] beyond(float[] clean, float[] nearest, Questions questions) {
    if (roundedIn.isPresent() && metric.distance(clean, nearest) <= roundedIn.get().epsilon()) {
      return rounded(clean, nearest, roundedIn.get(), questions);
    }
    float[] further = Metric.L2.approach(clean, nearest, 1 + OVERSHOOT);
    boolean stands =
        !Arrays.equals(further, nearest) && questions.left() > 0 && questions.adversarial(further);
    return stands ? further : nearest;
  }

  // The nearest rounded image on the way outwards that is adversarial.
  private static float[] rounded(
      float[] clean, float[] nearest, Budget budget, Questions questions) {
    float[] image = nearest.clone();
    double[] shares = OutwardRounding.shares(budget, clean, nearest);
    for (int next = 0; questions.left() > 0; next++) {
      EightBits.round(budget, clean, image);
      if (questions.adversarial(image)) {
        return image;
      }
      if (next == shares.length) {
        break;
      }
      image = OutwardRounding.lengthened(clean, nearest, shares[next]);
    }
    return nearest;
  }
}
