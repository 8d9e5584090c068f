package dev.gauntlet.toolkit.gradient;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import java.util.SplittableRandom;

/**
 * Kaiming He's uniform initialization (He et al., "Delving deep into rectifiers", 2015) drawn
 * outside the engine, so that one seed gives one network on every engine.
 */
final class SeededInitializer {
  private SeededInitializer() {}

  static void initialize(NDManager manager, Block block, Shape inputShape, long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    for (Pair<String, Parameter> entry : block.getParameters()) {
      Parameter parameter = entry.getValue();
      if (parameter.getType() == Parameter.Type.WEIGHT) {
        parameter.setInitializer(he(seeds.split()));
      }
    }
    block.initialize(manager, DataType.FLOAT32, inputShape);
  }

  private static Initializer he(SplittableRandom random) {
    return (manager, shape, dataType) -> {
      double fanIn = shape.size() / (double) shape.get(0);
      double bound = Math.sqrt(6 / fanIn);
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      return manager.create(values, shape);
    };
  }
}
