package dev.gauntlet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AccessException;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract must refuse what it promises to refuse. */
class AttackContractTest {
  private static Attack attack;

  /** Run by the tests below, each with an attack of its own. */
  static class UnderTest extends AttackContract {
    @Override
    protected Attack attack() {
      return attack;
    }
  }

  @Test
  void anHonestAttackPasses() {
    attack = new GradientSign();

    assertThat(FailedTests.of(UnderTest.class)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aFaultIsFound(String fault, GradientSign.Algorithm algorithm, String test) {
    attack = new GradientSign(algorithm);

    assertThat(FailedTests.of(UnderTest.class)).as(fault).contains(test);
  }

  static Stream<Arguments> aFaultIsFound() {
    SplittableRandom shared = new SplittableRandom(1);
    return Stream.of(
        fault(
            "leaves the ball",
            (honest, context, images, labels) ->
                honest.perturb(honest, context, images, labels).addi(0.01f).clip(0, 1),
            "returnsFiniteImagesOfTheSameShapeInsideTheBudget"),
        fault(
            "leaves the pixel range",
            (honest, context, images, labels) -> images.sub(context.budget().epsilon()),
            "returnsFiniteImagesOfTheSameShapeInsideTheBudget"),
        fault(
            "returns NaN",
            (honest, context, images, labels) ->
                honest.perturb(honest, context, images, labels).muli(Float.NaN),
            "returnsFiniteImagesOfTheSameShapeInsideTheBudget"),
        fault(
            "flattens the images",
            (honest, context, images, labels) ->
                honest.perturb(honest, context, images, labels).flatten(1, 3),
            "returnsFiniteImagesOfTheSameShapeInsideTheBudget"),
        fault(
            "changes its input",
            (honest, context, images, labels) -> {
              NDArray perturbed = honest.perturb(honest, context, images, labels);
              images.muli(0.999f);
              return perturbed;
            },
            "leavesWhatItIsGivenUnchanged"),
        fault(
            "returns its input's own memory",
            (honest, context, images, labels) -> {
              context.source();
              return images.reshape(images.getShape());
            },
            "leavesWhatItIsGivenUnchanged"),
        fault(
            "leaves an array open",
            (honest, context, images, labels) -> {
              images.getManager().ones(images.getShape());
              return honest.perturb(honest, context, images, labels);
            },
            "leavesNothingOpenButItsResult"),
        fault(
            "draws by position in the batch",
            (honest, context, images, labels) -> noise(new SplittableRandom(1), context, images),
            "treatsAnImageTheSameAloneAndInABatch"),
        fault(
            "draws different numbers every time",
            (honest, context, images, labels) -> noise(shared, context, images),
            "repeatsItself"),
        fault("steps the wrong way", AttackContractTest::backwards, "doesNotHelpTheDefender"),
        fault(
            "hides that it was refused",
            (honest, context, images, labels) -> {
              try {
                return honest.perturb(honest, context, images, labels);
              } catch (AccessException e) {
                return images.duplicate();
              }
            },
            "isRefusedWhatTheSuiteDoesNotGrant"));
  }

  private static Arguments fault(String name, GradientSign.Algorithm algorithm, String test) {
    return Arguments.of(name, algorithm, test);
  }

  private static NDArray noise(SplittableRandom random, AttackContext context, NDArray images) {
    context.source();
    float[] pixels = images.toFloatArray();
    for (int i = 0; i < pixels.length; i++) {
      double moved = pixels[i] + context.budget().epsilon() * random.nextDouble(-1, 1);
      pixels[i] = (float) Math.min(1, Math.max(0, moved));
    }
    return images.getManager().create(pixels, images.getShape());
  }

  private static NDArray backwards(
      GradientSign.Algorithm honest, AttackContext context, NDArray images, NDArray labels) {
    try (NDArray forward = honest.perturb(honest, context, images, labels)) {
      float[] pixels = images.toFloatArray();
      float[] moved = forward.toFloatArray();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = Math.min(1, Math.max(0, 2 * pixels[i] - moved[i]));
      }
      return images.getManager().create(pixels, images.getShape());
    }
  }
}
