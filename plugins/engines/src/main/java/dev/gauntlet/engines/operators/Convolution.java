package dev.gauntlet.engines.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;

/**
 * A two-dimensional convolution with bias: (N,C,H,W), (O,C/groups,k,k) and (O) give (N,O,H′,W′).
 *
 * @param stride in both directions
 * @param padding zeros around the images
 * @param groups in which the channels are divided; as many as channels for a depthwise convolution
 */
public record Convolution(int stride, int padding, int groups) implements Operator {
  @Override
  public int[] outputShape(List<Tensor> operands) {
    Tensor images = operands.get(0);
    Tensor kernels = operands.get(1);
    return new int[] {
      images.size(0),
      kernels.size(0),
      length(images.size(2), kernels.size(2)),
      length(images.size(3), kernels.size(3))
    };
  }

  private int length(int size, int kernel) {
    return (size + 2 * padding - kernel) / stride + 1;
  }

  @Override
  public NDArray apply(NDList operands) {
    return Conv2d.conv2d(
            operands.get(0),
            operands.get(1),
            operands.get(2),
            new Shape(stride, stride),
            new Shape(padding, padding),
            new Shape(1, 1),
            groups)
        .singletonOrThrow();
  }

  @Override
  public double output(List<Tensor> operands, int position) {
    Tensor images = operands.get(0);
    Tensor kernels = operands.get(1);
    int[] at = Tensor.indices(outputShape(operands), position);
    int channels = kernels.size(1);
    int first = at[1] / (kernels.size(0) / groups) * channels;
    double sum = operands.get(2).values()[at[1]];
    for (int c = 0; c < channels; c++) {
      for (int u = 0; u < kernels.size(2); u++) {
        for (int v = 0; v < kernels.size(3); v++) {
          int row = at[2] * stride - padding + u;
          int column = at[3] * stride - padding + v;
          if (row >= 0 && row < images.size(2) && column >= 0 && column < images.size(3)) {
            sum += images.at(at[0], first + c, row, column) * kernels.at(at[1], c, u, v);
          }
        }
      }
    }
    return sum;
  }

  @Override
  public double gradient(List<Tensor> operands, Tensor weighting, int operand, int position) {
    int[] at = Tensor.indices(operands.get(operand).shape(), position);
    return switch (operand) {
      case 0 -> ofImages(operands.get(1), weighting, at);
      case 1 -> ofKernels(operands.get(0), operands.get(1), weighting, at);
      default -> ofBias(weighting, at[0]);
    };
  }

  private double ofImages(Tensor kernels, Tensor weighting, int[] at) {
    int channels = kernels.size(1);
    int filters = kernels.size(0) / groups;
    int group = at[1] / channels;
    double sum = 0;
    for (int u = 0; u < kernels.size(2); u++) {
      for (int v = 0; v < kernels.size(3); v++) {
        int row = at[2] + padding - u;
        int column = at[3] + padding - v;
        if (row >= 0
            && column >= 0
            && row % stride == 0
            && column % stride == 0
            && row / stride < weighting.size(2)
            && column / stride < weighting.size(3)) {
          for (int o = group * filters; o < (group + 1) * filters; o++) {
            sum +=
                weighting.at(at[0], o, row / stride, column / stride)
                    * kernels.at(o, at[1] % channels, u, v);
          }
        }
      }
    }
    return sum;
  }

  private double ofKernels(Tensor images, Tensor kernels, Tensor weighting, int[] at) {
    int channel = at[0] / (kernels.size(0) / groups) * kernels.size(1) + at[1];
    double sum = 0;
    for (int n = 0; n < images.size(0); n++) {
      for (int i = 0; i < weighting.size(2); i++) {
        for (int j = 0; j < weighting.size(3); j++) {
          int row = i * stride - padding + at[2];
          int column = j * stride - padding + at[3];
          if (row >= 0 && row < images.size(2) && column >= 0 && column < images.size(3)) {
            sum += weighting.at(n, at[0], i, j) * images.at(n, channel, row, column);
          }
        }
      }
    }
    return sum;
  }

  private static double ofBias(Tensor weighting, int filter) {
    double sum = 0;
    for (int n = 0; n < weighting.size(0); n++) {
      for (int i = 0; i < weighting.size(2); i++) {
        for (int j = 0; j < weighting.size(3); j++) {
          sum += weighting.at(n, filter, i, j);
        }
      }
    }
    return sum;
  }
}
