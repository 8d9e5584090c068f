package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Compares a model's input gradient g with what the model itself does: along directions v of length
 * 1, random ones and single pixels, g·v against the slope (L(x + hv) − L(x − hv)) / 2h.
 *
 * <p>No one h fits: long steps bend or cross the kinks of ReLU and max-pooling, short ones drown in
 * float32. So each probe tries a row of them, and takes its slope where three steps in a row, each
 * half as long as the one before, agree best with one another and, at the shortest, with the slopes
 * to either side. A probe where even those disagree lies at a kink, says nothing about the
 * gradient, and is left out; of the others there must be enough. What is left out does not depend
 * on g, so no wrong gradient can excuse itself.
 */
final class FiniteDifferences {
  private static final double LONGEST = 0.256;
  private static final int HALVINGS = 11;
  private static final int PROBES = 4;

  /**
   * What counts, and how much of it there must be.
   *
   * @param tolerance how far the slopes of a probe may lie apart, in units of the root mean square
   *     of all slopes
   * @param share of the probes that must count
   */
  private record Demand(double tolerance, double share) {}

  private static final Demand OF_SMOOTH_MODELS = new Demand(0.01, 0.9);

  // Thousands of units lie behind an input: the shortest step at which rounding is bearable crosses
  // the kinks of some of them for most probes of the deepest networks.
  private static final Demand OF_KINKED_MODELS = new Demand(0.02, 0.125);

  private record Probe(double slope, double spread, double claimed) {}

  private FiniteDifferences() {}

  /**
   * The error of a model without kinks, or with few: root mean square of the disagreement over that
   * of the slopes; 0 is perfect.
   */
  static double error(Differentiable model, NDArray images, LogitLoss loss) {
    return error(model, images, loss, OF_SMOOTH_MODELS);
  }

  /**
   * The same for a model of ReLU and max-pooling. Slopes may disagree by 2 % there before their
   * probe is left out, so that a right gradient can be off by about as much.
   */
  static double errorBetweenKinks(Differentiable model, NDArray images, LogitLoss loss) {
    return error(model, images, loss, OF_KINKED_MODELS);
  }

  private static double error(Differentiable model, NDArray images, LogitLoss loss, Demand demand) {
    int count = (int) images.getShape().get(0);
    int each = (int) images.getShape().size() / count;
    float[] gradient;
    try (InputGradient claimed = model.inputGradient(images, loss)) {
      gradient = claimed.gradient().toFloatArray();
    }
    SplittableRandom random = new SplittableRandom(5);
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < 2 * PROBES; i++) {
      float[] direction = i % 2 == 0 ? dense(random, count, each) : pixel(random, count, each);
      probes.addAll(probe(model, images, loss, direction, gradient));
    }
    return error(probes, demand);
  }

  private static double error(List<Probe> probes, Demand demand) {
    double slopes = 0;
    for (Probe probe : probes) {
      slopes += probe.slope * probe.slope / probes.size();
    }
    int counted = 0;
    double wrong = 0;
    for (Probe probe : probes) {
      if (probe.spread <= demand.tolerance * Math.sqrt(slopes)) {
        counted++;
        wrong += (probe.slope - probe.claimed) * (probe.slope - probe.claimed);
      }
    }
    assertThat(counted / (double) probes.size())
        .as("the share of probes that finite differences can judge")
        .isGreaterThanOrEqualTo(demand.share);
    return Math.sqrt(wrong / counted / slopes);
  }

  private static List<Probe> probe(
      Differentiable model, NDArray images, LogitLoss loss, float[] direction, float[] gradient) {
    int count = (int) images.getShape().get(0);
    int each = direction.length / count;
    double[][] slopes = new double[count][HALVINGS];
    double[][] bends = new double[count][HALVINGS];
    float[] here = losses(model, images, direction, 0, loss);
    for (int s = 0; s < HALVINGS; s++) {
      double step = LONGEST / (1 << s);
      float[] after = losses(model, images, direction, step, loss);
      float[] before = losses(model, images, direction, -step, loss);
      for (int i = 0; i < count; i++) {
        slopes[i][s] = ((double) after[i] - before[i]) / (2 * step);
        bends[i][s] = Math.abs((double) after[i] + before[i] - 2.0 * here[i]) / step;
      }
    }
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double claimed = 0;
      for (int j = i * each; j < (i + 1) * each; j++) {
        claimed += (double) gradient[j] * direction[j];
      }
      probes.add(best(slopes[i], bends[i], claimed));
    }
    return probes;
  }

  private static Probe best(double[] slopes, double[] bends, double claimed) {
    Probe best = new Probe(Double.NaN, Double.POSITIVE_INFINITY, claimed);
    for (int s = 1; s < HALVINGS - 1; s++) {
      double largest = Math.max(slopes[s - 1], Math.max(slopes[s], slopes[s + 1]));
      double smallest = Math.min(slopes[s - 1], Math.min(slopes[s], slopes[s + 1]));
      double spread = Math.max(largest - smallest, bends[s + 1]);
      if (spread < best.spread) {
        best = new Probe(slopes[s], spread, claimed);
      }
    }
    return best;
  }

  private static float[] losses(
      Differentiable model, NDArray images, float[] direction, double step, LogitLoss loss) {
    try (NDManager scope = images.getManager().newSubManager()) {
      Shape shape = images.getShape();
      NDArray moved = scope.create(direction, shape).muli(step).addi(images);
      return loss.of(model.logits(moved)).toFloatArray();
    }
  }

  private static float[] pixel(SplittableRandom random, int count, int each) {
    float[] values = new float[count * each];
    for (int i = 0; i < count; i++) {
      values[i * each + random.nextInt(each)] = 1;
    }
    return values;
  }

  private static float[] dense(SplittableRandom random, int count, int each) {
    float[] values = new float[count * each];
    for (int i = 0; i < count; i++) {
      double squares = 0;
      double[] direction = new double[each];
      for (int j = 0; j < each; j++) {
        direction[j] = random.nextDouble(-1, 1);
        squares += direction[j] * direction[j];
      }
      for (int j = 0; j < each; j++) {
        values[i * each + j] = (float) (direction[j] / Math.sqrt(squares));
      }
    }
    return values;
  }
}
