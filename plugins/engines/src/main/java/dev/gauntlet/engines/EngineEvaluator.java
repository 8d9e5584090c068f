package dev.gauntlet.engines;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.gauntlet.engines.operators.Operator;
import dev.gauntlet.engines.operators.Tensor;
import java.util.Arrays;
import java.util.List;

/** An engine of this process, by way of DJL. For one thread. */
final class EngineEvaluator implements Evaluator, AutoCloseable {
  private final Engine engine;
  private final NDManager manager;

  /**
   * Starts the engine.
   *
   * @param device as DJL calls it: {@code cpu}, {@code gpu0}
   */
  EngineEvaluator(String name, String device) {
    engine = Engine.getEngine(name);
    manager = engine.newBaseManager(Device.fromName(device, engine));
  }

  @Override
  public Answers evaluate(Operator operator, List<Tensor> operands, Tensor weighting) {
    try (NDManager scope = manager.newSubManager()) {
      NDList arrays = new NDList();
      for (Tensor operand : operands) {
        NDArray array = array(scope, operand);
        array.setRequiresGradient(true);
        arrays.add(array);
      }
      NDArray weights = array(scope, weighting);
      float[] output;
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray result = operator.apply(arrays);
        collector.backward(result.mul(weights).sum());
        output = result.toFloatArray();
      }
      return new Answers(
          output, arrays.stream().map(array -> array.getGradient().toFloatArray()).toList());
    }
  }

  private static NDArray array(NDManager scope, Tensor tensor) {
    return scope.create(
        tensor.values(), new Shape(Arrays.stream(tensor.shape()).asLongStream().toArray()));
  }

  @Override
  public void close() {
    manager.close();
  }
}
