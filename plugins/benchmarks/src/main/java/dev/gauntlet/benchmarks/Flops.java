package dev.gauntlet.benchmarks;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;

/** Floating-point operations of a network's convolutions and dense layers. */
final class Flops {
  private Flops() {}

  /**
   * Operations of one forward pass of one image, a multiplication and an addition each counted; the
   * gradient with respect to the input costs as many again.
   *
   * @param block initialized layers, one after the other
   * @param image (C,H,W)
   */
  static double forward(SequentialBlock block, Shape image) {
    Shape[] shapes = {new Shape(1).addAll(image)};
    double operations = 0;
    for (Block layer : block.getChildren().values()) {
      shapes = layer.getOutputShapes(shapes);
      for (Parameter parameter : layer.getDirectParameters().values()) {
        if (parameter.getType() == Parameter.Type.WEIGHT) {
          // Each weight is used once for every place of the output.
          long places = shapes[0].size() / shapes[0].get(1);
          operations += 2.0 * parameter.getArray().getShape().size() * places;
        }
      }
    }
    return operations;
  }
}
