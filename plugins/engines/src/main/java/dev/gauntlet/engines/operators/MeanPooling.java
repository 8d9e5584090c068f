package dev.gauntlet.engines.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** The mean of each channel: (N,C,H,W) gives (N,C). */
public record MeanPooling() implements Operator {
  @Override
  public int[] outputShape(List<Tensor> operands) {
    return new int[] {operands.get(0).size(0), operands.get(0).size(1)};
  }

  @Override
  public NDArray apply(NDList operands) {
    return Pool.globalAvgPool2dBlock().forward(null, operands, false).singletonOrThrow();
  }

  @Override
  public double output(List<Tensor> operands, int position) {
    int area = area(operands.get(0));
    double sum = 0;
    for (int i = 0; i < area; i++) {
      sum += operands.get(0).values()[position * area + i];
    }
    return sum / area;
  }

  @Override
  public double gradient(List<Tensor> operands, Tensor weighting, int operand, int position) {
    int area = area(operands.get(0));
    return (double) weighting.values()[position / area] / area;
  }

  private static int area(Tensor images) {
    return images.size(2) * images.size(3);
  }
}
