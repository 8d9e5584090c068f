package dev.gauntlet.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.engines.operators.Convolution;
import dev.gauntlet.engines.operators.Operator;
import dev.gauntlet.engines.operators.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What falsified engines are caught at. Small operations only: plain arithmetic is slow. */
class EngineTestTest {
  private static final List<KnownAnswer> QUESTIONS =
      KnownAnswers.all().stream().filter(EngineTestTest::small).toList();

  private static final PlainEngine RIGHT = new PlainEngine();

  private static boolean small(KnownAnswer question) {
    long inputs = Tensor.size(question.shapes().get(0));
    long weights = question.shapes().size() > 1 ? Tensor.size(question.shapes().get(1)) : 1;
    return inputs * weights < 100_000;
  }

  /** What an engine answers, falsified. */
  private interface Falsification {
    Answers of(Operator operator, List<Tensor> operands, Answers right);
  }

  private static List<Mismatch> found(Falsification falsification) {
    return new EngineTest(QUESTIONS)
        .run(
            (operator, operands, weighting) ->
                falsification.of(
                    operator, operands, RIGHT.evaluate(operator, operands, weighting)));
  }

  @Test
  void aRightEnginePasses() {
    assertThat(QUESTIONS).hasSizeGreaterThan(100);
    assertThat(found((operator, operands, right) -> right)).isEmpty();
  }

  @Test
  void paddingThatIsReadAsIfItWereZeroIsFoundInEveryConvolutionThatHasAny() {
    // The gradient of the input sums over the filters, in blocks of 16.
    List<Mismatch> found =
        found(
            (operator, operands, right) ->
                operator instanceof Convolution && filters(operands) % 16 != 0
                    ? with(right, Quantity.INPUT_GRADIENT, values -> plus(values, 3))
                    : right);

    assertThat(found).hasSize((int) convolutionsWithFiltersThatDoNotFillABlock());
    assertThat(found).allMatch(wrong -> wrong.quantity() == Quantity.INPUT_GRADIENT);
  }

  private static long convolutionsWithFiltersThatDoNotFillABlock() {
    return QUESTIONS.stream()
        .filter(question -> question.operator() instanceof Convolution)
        .filter(question -> question.shapes().get(1)[0] % 16 != 0)
        .count();
  }

  @Test
  void aWrongOutputOf24ChannelsIsFound() {
    assertThat(
            found(
                (operator, operands, right) ->
                    operator instanceof Convolution && operands.get(0).size(1) == 24
                        ? with(right, Quantity.OUTPUT, values -> plus(values, 1))
                        : right))
        .isNotEmpty()
        .allMatch(wrong -> wrong.operation().contains("×24×"))
        .allMatch(wrong -> wrong.quantity() == Quantity.OUTPUT);
  }

  @Test
  void aFlippedSignInTheLastChannelIsFound() {
    assertThat(
            found(
                (operator, operands, right) ->
                    operator instanceof Convolution
                        ? with(right, Quantity.WEIGHT_GRADIENT, EngineTestTest::flipLast)
                        : right))
        .hasSize(
            (int)
                QUESTIONS.stream()
                    .filter(question -> question.operator() instanceof Convolution)
                    .count());
  }

  @Test
  void aStaleBufferIsFoundAlthoughItWasRightTheFirstTime() {
    List<float[]> first = new ArrayList<>();
    assertThat(
            found(
                (operator, operands, right) -> {
                  if (first.size() < QUESTIONS.size()) {
                    first.add(right.of(Quantity.OUTPUT).clone());
                    return right;
                  }
                  // From the second time on, what the first operation left.
                  return with(
                      right, Quantity.OUTPUT, values -> Arrays.copyOf(first.get(0), values.length));
                }))
        .hasSizeGreaterThan(QUESTIONS.size() - 2);
  }

  @Test
  void whatIsNotANumberIsFound() {
    assertThat(
            found(
                (operator, operands, right) ->
                    with(
                        right,
                        Quantity.OUTPUT,
                        values -> {
                          Arrays.fill(values, Float.NaN);
                          return values;
                        })))
        .hasSameSizeAs(QUESTIONS);
  }

  @Test
  void theWholeTestMeetsEverySizeThatItNames() {
    for (int channels : new int[] {1, 3, 8, 16, 17, 24, 64}) {
      for (int filters : new int[] {1, 3, 8, 16, 17, 24, 64}) {
        for (int kernel : new int[] {1, 3, 5}) {
          assertThat(KnownAnswers.all())
              .as("%d to %d channels, %d×%d", channels, filters, kernel, kernel)
              .anyMatch(
                  question ->
                      question.operator() instanceof Convolution
                          && question.shapes().get(0)[1] == channels
                          && Arrays.equals(
                              question.shapes().get(1),
                              new int[] {filters, channels, kernel, kernel}));
        }
      }
    }
    for (int batch : new int[] {1, 4, 20, 100}) {
      assertThat(KnownAnswers.all())
          .anyMatch(
              question ->
                  question.operator() instanceof Convolution
                      && question.shapes().get(0)[0] == batch);
    }
  }

  private static int filters(List<Tensor> operands) {
    return operands.get(1).size(0);
  }

  private interface Change {
    float[] of(float[] values);
  }

  private static Answers with(Answers right, Quantity quantity, Change change) {
    List<float[]> gradients = new ArrayList<>();
    for (Quantity gradient :
        List.of(Quantity.INPUT_GRADIENT, Quantity.WEIGHT_GRADIENT, Quantity.BIAS_GRADIENT)) {
      float[] values = right.of(gradient);
      if (values != null) {
        gradients.add(gradient == quantity ? change.of(values.clone()) : values);
      }
    }
    float[] output = right.of(Quantity.OUTPUT);
    return new Answers(quantity == Quantity.OUTPUT ? change.of(output.clone()) : output, gradients);
  }

  private static float[] plus(float[] values, float amount) {
    for (int i = 0; i < values.length; i++) {
      values[i] += amount;
    }
    return values;
  }

  private static float[] flipLast(float[] values) {
    values[values.length - 1] = -values[values.length - 1];
    return values;
  }
}
