package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;

/**
 * The noised images that trainings without an attack use instead of an attack's.
 *
 * @param sigma standard deviation, in [0, 1] pixel units
 */
public record GaussianNoise(double sigma) {
  private static final String SIGMA = "sigma";

  /**
   * The parameter that {@link #of} reads. 0.5 is the deviation of 1 in pixels from −1 to 1 that the
   * code published with "ZK-GanDef: a GAN based zero knowledge adversarial training defense" (2019)
   * has on MNIST, Fashion-MNIST and CIFAR-10 alike.
   */
  public static Parameter parameter() {
    return Parameter.number(
        SIGMA, 0.5, 0, 10, "standard deviation σ of the training noise, in [0, 1] pixel units");
  }

  /** The noise a training's parameters ask for. */
  public static GaussianNoise of(Parameters parameters) {
    return new GaussianNoise(parameters.number(SIGMA));
  }

  /**
   * Noises a batch.
   *
   * @param purpose names the draw; another name is another noise
   * @return (B,C,H,W), cut to [0, 1], in the batch's manager
   */
  public NDArray on(ImageBatch batch, TrainingStep step, String purpose) {
    NDArray images = batch.images();
    return step.random()
        .gaussian(images.getManager(), purpose, images.getShape().slice(1))
        .muli(sigma)
        .addi(images)
        .clip(0, 1);
  }
}
