package dev.gauntlet.engines.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.core.Linear;
import java.util.List;

/** A fully connected layer: (N,I), (O,I) and (O) give (N,O). */
public record Dense() implements Operator {
  @Override
  public int[] outputShape(List<Tensor> operands) {
    return new int[] {operands.get(0).size(0), operands.get(1).size(0)};
  }

  @Override
  public NDArray apply(NDList operands) {
    return Linear.linear(operands.get(0), operands.get(1), operands.get(2)).singletonOrThrow();
  }

  @Override
  public double output(List<Tensor> operands, int position) {
    Tensor inputs = operands.get(0);
    int width = inputs.size(1);
    int[] at = Tensor.indices(outputShape(operands), position);
    double sum = operands.get(2).values()[at[1]];
    for (int i = 0; i < width; i++) {
      sum +=
          (double) inputs.values()[at[0] * width + i] * operands.get(1).values()[at[1] * width + i];
    }
    return sum;
  }

  @Override
  public double gradient(List<Tensor> operands, Tensor weighting, int operand, int position) {
    Tensor inputs = operands.get(0);
    Tensor weights = operands.get(1);
    int width = inputs.size(1);
    int outputs = weights.size(0);
    int[] at = Tensor.indices(operands.get(operand).shape(), position);
    double sum = 0;
    if (operand == 0) {
      for (int o = 0; o < outputs; o++) {
        sum +=
            (double) weighting.values()[at[0] * outputs + o] * weights.values()[o * width + at[1]];
      }
    } else {
      for (int n = 0; n < inputs.size(0); n++) {
        double factor = operand == 1 ? inputs.values()[n * width + at[1]] : 1;
        sum += weighting.values()[n * outputs + at[0]] * factor;
      }
    }
    return sum;
  }
}
