package dev.gauntlet.engines;

import dev.gauntlet.engines.operators.Operator;
import dev.gauntlet.engines.operators.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An operator with operands for which plain arithmetic gives the right answers.
 *
 * @param operation for messages
 * @param shapes of the operands
 * @param seed of the operands' values
 */
record KnownAnswer(String operation, Operator operator, List<int[]> shapes, long seed) {
  /**
   * The largest error that rounding explains, relative to the largest value. Single precision stays
   * far below it on these sizes, the reduced precision that GPUs may use for convolutions (TF32, 10
   * bits of mantissa) should, and the wrong kernels seen so far were off by about 1.
   */
  static final double TOLERANCE = 2e-3;

  /** At how many positions an array is compared at least. */
  private static final int POSITIONS = 40;

  List<Tensor> operands() {
    SplittableRandom random = new SplittableRandom(seed);
    return shapes.stream().map(shape -> Tensor.random(random, shape)).toList();
  }

  Tensor weighting(List<Tensor> operands) {
    // Another stream than the operands', which begins with the seed itself.
    return Tensor.random(new SplittableRandom(~seed), operator.outputShape(operands));
  }

  /** The right values, at some positions of every quantity. */
  List<Expected> expected() {
    List<Tensor> operands = operands();
    Tensor weighting = weighting(operands);
    List<Expected> expected = new ArrayList<>();
    int[] outputs = positions(weighting.shape());
    expected.add(
        new Expected(
            Quantity.OUTPUT,
            outputs,
            Arrays.stream(outputs)
                .mapToDouble(position -> operator.output(operands, position))
                .toArray()));
    for (int i = 0; i < operands.size(); i++) {
      int operand = i;
      int[] positions = positions(operands.get(i).shape());
      expected.add(
          new Expected(
              Quantity.gradient(i),
              positions,
              Arrays.stream(positions)
                  .mapToDouble(at -> operator.gradient(operands, weighting, operand, at))
                  .toArray()));
    }
    return expected;
  }

  /**
   * Positions that meet every index of the first two axes (images and channels, or filters and
   * channels), the first and the last one among them: what an engine gets wrong, it often gets
   * wrong in the channels that do not fill a block.
   */
  private int[] positions(int[] shape) {
    int size = Tensor.size(shape);
    int rows = shape[0];
    int columns = shape.length > 1 ? shape[1] : 1;
    int inner = size / rows / columns;
    int count = Math.max(POSITIONS, Math.max(rows, columns));
    SplittableRandom random = new SplittableRandom(seed + size);
    int[] positions = new int[count + 2];
    for (int i = 0; i < count; i++) {
      positions[i] = (i % rows * columns + i % columns) * inner + random.nextInt(inner);
    }
    positions[count + 1] = size - 1;
    return positions;
  }

  /** The right values of a quantity at some positions. */
  static final class Expected {
    private final Quantity quantity;
    private final int[] positions;
    private final double[] values;

    Expected(Quantity quantity, int[] positions, double[] values) {
      this.quantity = quantity;
      this.positions = positions;
      this.values = values;
    }

    Quantity quantity() {
      return quantity;
    }

    /** The largest absolute value. */
    double scale() {
      return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    /** The largest error of an answer; NaN where a value is not a number. */
    double error(float[] answer) {
      double largest = 0;
      for (int i = 0; i < positions.length; i++) {
        double error = Math.abs(answer[positions[i]] - values[i]);
        if (Double.isNaN(error)) {
          return error;
        }
        largest = Math.max(largest, error);
      }
      return largest;
    }
  }
}
