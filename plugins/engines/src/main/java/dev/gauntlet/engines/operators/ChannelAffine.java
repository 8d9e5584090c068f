package dev.gauntlet.engines.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * One factor and one summand a channel, as batch normalization is in evaluation: (N,C,H,W), (C) and
 * (C) give (N,C,H,W).
 */
public record ChannelAffine() implements Operator {
  @Override
  public int[] outputShape(List<Tensor> operands) {
    return operands.get(0).shape();
  }

  @Override
  public NDArray apply(NDList operands) {
    Shape shape = operands.get(0).getShape();
    Shape perChannel = new Shape(1, shape.get(1), 1, 1);
    return operands
        .get(0)
        .mul(operands.get(1).reshape(perChannel).broadcast(shape))
        .add(operands.get(2).reshape(perChannel).broadcast(shape));
  }

  @Override
  public double output(List<Tensor> operands, int position) {
    int channel = channel(operands, position);
    return (double) operands.get(0).values()[position] * operands.get(1).values()[channel]
        + operands.get(2).values()[channel];
  }

  @Override
  public double gradient(List<Tensor> operands, Tensor weighting, int operand, int position) {
    if (operand == 0) {
      return (double) weighting.values()[position]
          * operands.get(1).values()[channel(operands, position)];
    }
    Tensor images = operands.get(0);
    int area = images.size(2) * images.size(3);
    double sum = 0;
    for (int n = 0; n < images.size(0); n++) {
      int start = (n * images.size(1) + position) * area;
      for (int at = start; at < start + area; at++) {
        sum += weighting.values()[at] * (operand == 1 ? images.values()[at] : 1.0);
      }
    }
    return sum;
  }

  private static int channel(List<Tensor> operands, int position) {
    return Tensor.indices(operands.get(0).shape(), position)[1];
  }
}
