package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.api.TrainingException;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One optimizer step of one network (Kingma and Ba, "Adam", 2015), at a rate that changes from step
 * to step. The engine's own update does the arithmetic; the running averages are kept here, because
 * DJL's optimizer gives no access to its own and a training could not go on without them.
 */
public final class AdamStep {
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final float WHOLE_GRADIENT = 1;
  private static final float NO_CLIPPING = -1;
  private static final String STEPS = "steps";

  private final Network network;
  private final float beta1;
  private final float weightDecay;
  private final Map<String, NDArray> means = new LinkedHashMap<>();
  private final Map<String, NDArray> variances = new LinkedHashMap<>();
  private int steps;

  /** An optimizer with its own running averages for a network's parameters. */
  public AdamStep(Network network, double beta1, double weightDecay) {
    this.network = network;
    this.beta1 = (float) beta1;
    this.weightDecay = (float) weightDecay;
  }

  /** The network whose parameters it changes. */
  public Network network() {
    return network;
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
    // On PyTorch a scalar times a double is a float64.
    NDArray scalar = network.parameterGradients(loss);
    double value = scalar.toType(DataType.FLOAT32, false).getFloat();
    if (!Double.isFinite(value)) {
      throw new TrainingException(
          "the training diverged: the loss became "
              + value
              + "; use a smaller learning rate, or check the images for values outside [0, 1]");
    }
    steps++;
    for (Pair<String, Parameter> entry : network.parameters()) {
      if (entry.getValue().requiresGradient()) {
        update(entry.getKey(), entry.getValue().getArray(), (float) learningRate);
      }
    }
    return value;
  }

  private void update(String name, NDArray weight, float rate) {
    double corrected = rate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(beta1, steps));
    NDArray mean = means.computeIfAbsent(name, first -> weight.zerosLike());
    NDArray variance = variances.computeIfAbsent(name, first -> weight.zerosLike());
    try (NDArray gradient = weight.getGradient()) {
      weight
          .getNDArrayInternal()
          .adamUpdate(
              new NDList(weight, gradient, mean, variance),
              new NDList(weight),
              rate,
              (float) corrected,
              weightDecay,
              WHOLE_GRADIENT,
              NO_CLIPPING,
              beta1,
              BETA2,
              EPSILON,
              true,
              false);
    }
  }

  /** Writes the running averages and the number of steps as an NPZ file. */
  void write(CheckpointWriter snapshot, String file) {
    try (NDArray count = network.manager().create(new float[] {steps})) {
      Weights.of(state(count)).write(snapshot, file, network.manager());
    }
  }

  /** Goes on from what {@link #write} wrote. */
  void read(CheckpointReader snapshot, String file) {
    for (Pair<String, Parameter> entry : network.parameters()) {
      if (Network.isTrained(entry.getValue())) {
        NDArray weight = entry.getValue().getArray();
        means.put(entry.getKey(), weight.zerosLike());
        variances.put(entry.getKey(), weight.zerosLike());
      }
    }
    try (NDArray count = network.manager().create(new float[1])) {
      Weights.read(snapshot, file, network.manager()).copyTo(state(count));
      steps = (int) count.getFloat(0);
    }
  }

  private Map<String, NDArray> state(NDArray count) {
    Map<String, NDArray> state = new LinkedHashMap<>();
    state.put(STEPS, count);
    means.forEach((name, mean) -> state.put("mean." + name, mean));
    variances.forEach((name, variance) -> state.put("variance." + name, variance));
    return state;
  }
}
