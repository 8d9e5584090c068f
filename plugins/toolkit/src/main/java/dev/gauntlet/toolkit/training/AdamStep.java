package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.optimizer.Adam;
import ai.djl.util.Pair;
import dev.gauntlet.api.TrainingException;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.function.Supplier;

/**
 * One optimizer step of one network (Kingma and Ba, "Adam", 2015), at a rate that changes from step
 * to step.
 */
public final class AdamStep {
  private final Network network;
  private final Adam adam;
  private double rate;

  /** An optimizer with its own running averages for a network's parameters. */
  public AdamStep(Network network, double beta1, double weightDecay) {
    this.network = network;
    this.adam =
        Adam.builder()
            .optBeta1((float) beta1)
            .optWeightDecays((float) weightDecay)
            .optLearningRateTracker((id, count) -> (float) rate)
            .build();
  }

  /**
   * Descends a loss once.
   *
   * @param loss builds a scalar from {@link Network#trainingLogits}
   * @param learningRate of this step
   * @return the loss before the step
   * @throws TrainingException if the loss is not a finite number; the parameters stay as they were
   */
  public double descend(Supplier<NDArray> loss, double learningRate) {
    rate = learningRate;
    // On PyTorch a scalar times a double is a float64.
    NDArray scalar = network.parameterGradients(loss);
    double value = scalar.toType(DataType.FLOAT32, false).getFloat();
    if (!Double.isFinite(value)) {
      throw new TrainingException(
          "the training diverged: the loss became "
              + value
              + "; use a smaller learning rate, or check the images for values outside [0, 1]");
    }
    for (Pair<String, Parameter> entry : network.parameters()) {
      NDArray array = entry.getValue().getArray();
      if (entry.getValue().requiresGradient()) {
        try (NDArray gradient = array.getGradient()) {
          adam.update(entry.getKey(), array, gradient);
        }
      }
    }
    return value;
  }
}
