package dev.gauntlet.engines.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import java.util.List;

/**
 * Batch normalization with the statistics of the batch, as in training (Ioffe and Szegedy, 2015):
 * (N,C,H,W), scale (C) and shift (C) give (N,C,H,W).
 */
public record BatchNormalization() implements Operator {
  private static final float EPSILON = 1e-3f;

  @Override
  public int[] outputShape(List<Tensor> operands) {
    return operands.get(0).shape();
  }

  @Override
  public NDArray apply(NDList operands) {
    NDArray images = operands.get(0);
    NDManager manager = images.getManager();
    Shape channels = operands.get(1).getShape();
    return BatchNorm.batchNorm(
            images,
            manager.zeros(channels),
            manager.ones(channels),
            operands.get(1),
            operands.get(2),
            1,
            0.9f,
            EPSILON,
            true)
        .singletonOrThrow();
  }

  @Override
  public double output(List<Tensor> operands, int position) {
    Channel channel = new Channel(operands, position);
    return channel.scale * channel.normalized(operands.get(0).values()[position]) + channel.shift;
  }

  @Override
  public double gradient(List<Tensor> operands, Tensor weighting, int operand, int position) {
    int index =
        operand == 0 ? position : operands.get(0).size(2) * operands.get(0).size(3) * position;
    Channel channel = new Channel(operands, index);
    double plain = 0;
    double weighted = 0;
    for (int at : channel.positions) {
      plain += weighting.values()[at];
      weighted += weighting.values()[at] * channel.normalized(operands.get(0).values()[at]);
    }
    if (operand > 0) {
      return operand == 1 ? weighted : plain;
    }
    double normalized = channel.normalized(operands.get(0).values()[position]);
    int count = channel.positions.length;
    return channel.scale
        / channel.deviation
        * (weighting.values()[position] - plain / count - normalized * weighted / count);
  }

  /** The statistics of the channel in which a position of the images lies. */
  private static final class Channel {
    private final int[] positions;
    private final double mean;
    private final double deviation;
    private final double scale;
    private final double shift;

    Channel(List<Tensor> operands, int position) {
      Tensor images = operands.get(0);
      int channel = Tensor.indices(images.shape(), position)[1];
      int area = images.size(2) * images.size(3);
      positions = new int[images.size(0) * area];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = (i / area * images.size(1) + channel) * area + i % area;
      }
      double sum = 0;
      double squares = 0;
      for (int at : positions) {
        sum += images.values()[at];
        squares += (double) images.values()[at] * images.values()[at];
      }
      mean = sum / positions.length;
      deviation = Math.sqrt(squares / positions.length - mean * mean + EPSILON);
      scale = operands.get(1).values()[channel];
      shift = operands.get(2).values()[channel];
    }

    double normalized(double value) {
      return (value - mean) / deviation;
    }
  }
}
