package dev.gauntlet.engines.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain arithmetic is checked against itself: gradients are slopes of the output. */
class OperatorTest {
  private static final float STEP = 1f / 64;

  static Stream<Arguments> operators() {
    return Stream.of(
        arguments(new Convolution(1, 1, 1), shapes("2,3,5,4 4,3,3,3 4")),
        arguments(new Convolution(2, 0, 1), shapes("2,2,6,5 3,2,3,3 3")),
        arguments(new Convolution(2, 2, 1), shapes("1,1,5,5 2,1,5,5 2")),
        arguments(new Convolution(1, 1, 4), shapes("2,4,4,4 4,1,3,3 4")),
        arguments(new Convolution(1, 0, 2), shapes("2,4,4,4 6,2,1,1 6")),
        arguments(new Dense(), shapes("3,5 4,5 4")),
        arguments(new MaxPooling(2, 2), shapes("2,2,6,4")),
        arguments(new MaxPooling(3, 2), shapes("2,2,7,7")),
        arguments(new MeanPooling(), shapes("2,3,4,5")),
        arguments(new LogSoftmax(), shapes("3,5")),
        arguments(new BatchNormalization(), shapes("3,2,3,4 2 2")),
        arguments(new ChannelAffine(), shapes("3,2,3,4 2 2")),
        arguments(new BilinearResizing(7, 9), shapes("2,2,3,4")));
  }

  private static List<int[]> shapes(String text) {
    return Stream.of(text.split(" "))
        .map(shape -> Stream.of(shape.split(",")).mapToInt(Integer::parseInt).toArray())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operators")
  void gradientsAreTheSlopesOfTheOutput(Operator operator, List<int[]> shapes) {
    SplittableRandom random = new SplittableRandom(1);
    List<Tensor> operands = shapes.stream().map(shape -> Tensor.random(random, shape)).toList();
    Tensor weighting = Tensor.random(random, operator.outputShape(operands));
    // No step may change which value is the largest.
    boolean kinks = operator instanceof MaxPooling;
    for (int operand = 0; operand < operands.size(); operand++) {
      for (int i = 0; i < operands.get(operand).values().length; i++) {
        float step = kinks ? 1f / 4096 : STEP;
        double slope =
            (loss(operator, moved(operands, operand, i, step), weighting)
                    - loss(operator, moved(operands, operand, i, -step), weighting))
                / (2 * step);
        assertThat(operator.gradient(operands, weighting, operand, i))
            .as("%s, operand %d, position %d", operator, operand, i)
            .isCloseTo(slope, within(5e-3));
      }
    }
  }

  private static double loss(Operator operator, List<Tensor> operands, Tensor weighting) {
    double sum = 0;
    for (int i = 0; i < weighting.values().length; i++) {
      sum += operator.output(operands, i) * weighting.values()[i];
    }
    return sum;
  }

  private static List<Tensor> moved(List<Tensor> operands, int operand, int position, float by) {
    float[] values = operands.get(operand).values().clone();
    values[position] += by;
    List<Tensor> moved = new ArrayList<>(operands);
    moved.set(operand, new Tensor(operands.get(operand).shape(), values));
    return moved;
  }
}
