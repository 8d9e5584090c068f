package dev.gauntlet.harness.analysis;

import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.execution.PerturbedImages;
import java.util.SplittableRandom;

/**
 * Noise that goes as far from each clean image as an attack did, in no direction: the same step up
 * or down for every pixel, clipped to [0, 1] (HGD paper, appendix D).
 */
final class SignNoise {
  private SignNoise() {}

  /**
   * The images with noise instead of the attack.
   *
   * @param norm in which the distances, before clipping, are alike: L∞, otherwise L₂
   */
  static PerturbedImages like(
      PerturbedImages attacked, LabeledImages images, Norm norm, long seed) {
    int size = Math.toIntExact(attacked.imageShape().size());
    float[] values = new float[images.count() * size];
    for (int i = 0; i < images.count(); i++) {
      float[] clean = images.unitPixels(i, i + 1);
      double step = step(clean, attacked.image(i), norm);
      SplittableRandom random = Draws.of(seed, images.ids().get(i), "sign-noise");
      for (int j = 0; j < size; j++) {
        double moved = clean[j] + (random.nextBoolean() ? step : -step);
        values[i * size + j] = (float) Math.max(0, Math.min(1, moved));
      }
    }
    return PerturbedImages.of(values, attacked.imageShape());
  }

  static double step(float[] clean, float[] attacked, Norm norm) {
    double largest = 0;
    double squares = 0;
    for (int j = 0; j < clean.length; j++) {
      double difference = Math.abs((double) attacked[j] - clean[j]);
      largest = Math.max(largest, difference);
      squares += difference * difference;
    }
    return norm == Norm.LINF ? largest : Math.sqrt(squares / clean.length);
  }
}
