package dev.gauntlet.engines.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * The largest value of each square: (N,C,H,W) gives (N,C,H′,W′).
 *
 * @param size of the squares
 * @param stride from one to the next
 */
public record MaxPooling(int size, int stride) implements Operator {
  @Override
  public int[] outputShape(List<Tensor> operands) {
    Tensor images = operands.get(0);
    return new int[] {
      images.size(0),
      images.size(1),
      (images.size(2) - size) / stride + 1,
      (images.size(3) - size) / stride + 1
    };
  }

  @Override
  public NDArray apply(NDList operands) {
    return Pool.maxPool2dBlock(new Shape(size, size), new Shape(stride, stride))
        .forward(null, operands, false)
        .singletonOrThrow();
  }

  @Override
  public double output(List<Tensor> operands, int position) {
    int[] at = Tensor.indices(outputShape(operands), position);
    return operands.get(0).values()[largest(operands.get(0), at)];
  }

  @Override
  public double gradient(List<Tensor> operands, Tensor weighting, int operand, int position) {
    Tensor images = operands.get(0);
    int[] at = Tensor.indices(images.shape(), position);
    double sum = 0;
    for (int i = 0; i < weighting.size(2); i++) {
      for (int j = 0; j < weighting.size(3); j++) {
        if (largest(images, new int[] {at[0], at[1], i, j}) == position) {
          sum += weighting.at(at[0], at[1], i, j);
        }
      }
    }
    return sum;
  }

  private int largest(Tensor images, int[] at) {
    int best = -1;
    for (int u = 0; u < size; u++) {
      for (int v = 0; v < size; v++) {
        int row = at[2] * stride + u;
        int column = at[3] * stride + v;
        int position =
            ((at[0] * images.size(1) + at[1]) * images.size(2) + row) * images.size(3) + column;
        if (best < 0 || images.values()[position] > images.values()[best]) {
          best = position;
        }
      }
    }
    return best;
  }
}
