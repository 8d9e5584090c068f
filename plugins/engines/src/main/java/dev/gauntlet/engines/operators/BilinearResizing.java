package dev.gauntlet.engines.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Bilinear interpolation with pixel centres kept apart evenly, as the product with one matrix for
 * each axis: (N,C,H,W) gives (N,C,height,width).
 */
public record BilinearResizing(int height, int width) implements Operator {
  @Override
  public int[] outputShape(List<Tensor> operands) {
    Tensor images = operands.get(0);
    return new int[] {images.size(0), images.size(1), height, width};
  }

  @Override
  public NDArray apply(NDList operands) {
    NDArray wide = rows(operands.singletonOrThrow(), width);
    return rows(wide.transpose(0, 1, 3, 2), height).transpose(0, 1, 3, 2);
  }

  private static NDArray rows(NDArray images, int length) {
    Shape shape = images.getShape();
    int old = (int) shape.get(3);
    float[] matrix = new float[old * length];
    for (int from = 0; from < old; from++) {
      for (int to = 0; to < length; to++) {
        matrix[from * length + to] = (float) weight(from, old, to, length);
      }
    }
    return images
        .reshape(-1, old)
        .matMul(images.getManager().create(matrix, new Shape(old, length)))
        .reshape(shape.get(0), shape.get(1), shape.get(2), length);
  }

  /** What an old position gives to a new one. */
  private static double weight(int from, int old, int to, int length) {
    double center = Math.min(Math.max((to + 0.5) * old / length - 0.5, 0), old - 1.0);
    return Math.max(0, 1 - Math.abs(center - from));
  }

  @Override
  public double output(List<Tensor> operands, int position) {
    Tensor images = operands.get(0);
    int[] at = Tensor.indices(outputShape(operands), position);
    double sum = 0;
    for (int row = 0; row < images.size(2); row++) {
      for (int column = 0; column < images.size(3); column++) {
        sum +=
            images.at(at[0], at[1], row, column)
                * weight(row, images.size(2), at[2], height)
                * weight(column, images.size(3), at[3], width);
      }
    }
    return sum;
  }

  @Override
  public double gradient(List<Tensor> operands, Tensor weighting, int operand, int position) {
    Tensor images = operands.get(0);
    int[] at = Tensor.indices(images.shape(), position);
    double sum = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        sum +=
            weighting.at(at[0], at[1], row, column)
                * weight(at[2], images.size(2), row, height)
                * weight(at[3], images.size(3), column, width);
      }
    }
    return sum;
  }
}
