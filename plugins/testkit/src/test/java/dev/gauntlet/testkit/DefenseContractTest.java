package dev.gauntlet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Prediction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract must refuse what it promises to refuse. */
class DefenseContractTest {
  private static Defense defense;

  /** Run by the tests below, each with a defense of its own. */
  static class UnderTest extends DefenseContract {
    @Override
    protected Defense defense() {
      return defense;
    }

    @Override
    protected Map<String, Object> parameters() {
      return PlainClassifier.QUICK;
    }
  }

  @Test
  void anHonestDefensePasses() {
    defense = new PlainClassifier();

    assertThat(FailedTests.of(UnderTest.class)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aFaultIsFound(String fault, Defense faulty, String test) {
    defense = faulty;

    assertThat(FailedTests.of(UnderTest.class)).as(fault).contains(test);
  }

  static Stream<Arguments> aFaultIsFound() {
    AtomicLong seeds = new AtomicLong();
    return Stream.of(
        Arguments.of(
            "draws its own seed",
            new PlainClassifier(seed -> seeds.incrementAndGet(), UnaryOperator.identity()),
            "sameSeedGivesTheSameModel"),
        fault(
            "masks its gradient",
            honest ->
                new Altered(honest) {
                  @Override
                  public Optional<Differentiable> differentiable() {
                    return super.differentiable().map(Shrunken::new);
                  }
                },
            "showsAWhiteBoxAttackerWhatItAnswersWith"),
        fault(
            "shows another model than it answers with",
            honest ->
                new Altered(honest) {
                  @Override
                  public Prediction predict(NDArray images) {
                    try (Prediction turned = super.predict(images.mul(-1).add(1))) {
                      return Prediction.of(turned.logits().orElseThrow().duplicate());
                    }
                  }
                },
            "showsAWhiteBoxAttackerWhatItAnswersWith"),
        fault(
            "changes the images",
            honest ->
                new Altered(honest) {
                  @Override
                  public Prediction predict(NDArray images) {
                    return super.predict(images.muli(0.999f));
                  }
                },
            "answersForEveryImage"),
        fault(
            "leaves an array open",
            honest ->
                new Altered(honest) {
                  @Override
                  public Prediction predict(NDArray images) {
                    images.getManager().ones(images.getShape());
                    return super.predict(images);
                  }
                },
            "leavesNothingOpen"),
        fault(
            "knows nothing",
            honest ->
                new Altered(honest) {
                  @Override
                  public Prediction predict(NDArray images) {
                    try (Prediction prediction = super.predict(images)) {
                      return Prediction.of(prediction.logits().orElseThrow().mul(0));
                    }
                  }
                },
            "learnsItsTrainingImages"));
  }

  private static Arguments fault(String name, UnaryOperator<DefendedModel> model, String test) {
    return Arguments.of(name, new PlainClassifier(LongUnaryOperator.identity(), model), test);
  }

  /** A gradient of nine tenths of its length. */
  private record Shrunken(Differentiable honest) implements Differentiable {
    @Override
    public NDArray logits(NDArray images) {
      return honest.logits(images);
    }

    @Override
    public InputGradient inputGradient(NDArray images, LogitLoss loss) {
      InputGradient gradient = honest.inputGradient(images, loss);
      gradient.gradient().muli(0.9f);
      return gradient;
    }
  }

  /** The honest model, to be overridden in one thing. */
  private static class Altered implements DefendedModel {
    private final DefendedModel honest;

    Altered(DefendedModel honest) {
      this.honest = honest;
    }

    @Override
    public Prediction predict(NDArray images) {
      return honest.predict(images);
    }

    @Override
    public Optional<Differentiable> differentiable() {
      return honest.differentiable();
    }

    @Override
    public void close() {
      honest.close();
    }
  }
}
