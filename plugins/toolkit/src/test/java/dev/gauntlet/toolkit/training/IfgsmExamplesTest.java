package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.Quadrants;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IfgsmExamplesTest {
  private static final TrainingStep LATE =
      new TrainingStep(500, 1000, new Randomness(1, List.of("a", "b", "c")));

  /** Labels 0, 1, 2. */
  private static ImageBatch batch(NDManager manager) {
    return new Quadrants(3, 0).batch(manager, new int[] {0, 1, 2});
  }

  /** The logit of class 0 is the sum of the pixels times a factor, less 1; the others are 0. */
  private static Network brightness(NDManager manager, float factor) {
    Network network = Networks.linear(manager, 1);
    float[] weights = new float[3 * 64];
    Arrays.fill(weights, 0, 64, factor);
    Networks.set(network, 0, weights);
    Networks.set(network, 1, -1, 0, 0);
    return network;
  }

  private static IfgsmExamples examples(int steps, Labels labels) {
    return new IfgsmExamples(0.25, steps, 0, labels);
  }

  /** x moved by a number per image and cut to [0, 1]. */
  private static float[] moved(NDManager manager, float first, float second, float third) {
    float[] pixels = batch(manager).images().toFloatArray();
    float[] by = {first, second, third};
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.max(0, Math.min(1, pixels[i] + by[i / 64]));
    }
    return pixels;
  }

  @OnEachEngine
  void ofOneStepAreThoseOfFgsm(NDManager manager) {
    NDArray made =
        examples(1, Labels.HARD).make(brightness(manager, 0.01f), batch(manager), LATE, 3);

    assertThat(made.toFloatArray())
        .containsExactly(moved(manager, -0.25f, 0.25f, 0.25f), within(1e-6f));
  }

  @OnEachEngine
  void takeStepsThatReachTheRadiusTogether(NDManager manager) {
    Network network = brightness(manager, 0.01f);

    NDArray made = examples(4, Labels.HARD).make(network, batch(manager), LATE, 3);

    assertThat(network.backwardImages()).isEqualTo(4 * 3);
    assertThat(made.toFloatArray())
        .containsExactly(moved(manager, -0.25f, 0.25f, 0.25f), within(1e-6f));
  }

  // The logit is far over 1,000: in float32 the probability is 1, and 1 − p, the gradient, is 0.
  @OnEachEngine
  void moveImagesThatTheNetworkIsSureOf(NDManager manager) {
    NDArray made = examples(1, Labels.HARD).make(brightness(manager, 100), batch(manager), LATE, 3);

    assertThat(made.toFloatArray())
        .containsExactly(moved(manager, -0.25f, 0.25f, 0.25f), within(1e-6f));
  }

  @OnEachEngine
  void ofSoftLabelsFollowTheLossThatIsTrainedOn(NDManager manager) {
    NDArray unsure =
        examples(1, Labels.SOFT).make(brightness(manager, 0.01f), batch(manager), LATE, 3);
    NDArray surerThanItsTarget =
        examples(1, Labels.SOFT).make(brightness(manager, 1), batch(manager), LATE, 3);

    assertThat(unsure.toFloatArray())
        .containsExactly(moved(manager, -0.25f, 0.25f, 0.25f), within(1e-6f));
    assertThat(surerThanItsTarget.toFloatArray())
        .containsExactly(moved(manager, 0.25f, 0.25f, 0.25f), within(1e-6f));
  }

  @OnEachEngine
  void radiusGrowsWhereATrainingAsksForIt(NDManager manager) {
    IfgsmExamples growing = new IfgsmExamples(0.25, 2, 100, Labels.HARD);
    TrainingStep early = new TrainingStep(19, 1000, new Randomness(1, List.of("a", "b", "c")));

    NDArray made = growing.make(brightness(manager, 0.01f), batch(manager), early, 3);

    assertThat(made.toFloatArray())
        .containsExactly(moved(manager, -0.05f, 0.05f, 0.05f), within(1e-6f));
  }

  @OnEachEngine
  void anAttackOnHardLabelsIsNotMisledBySoftOnes(NDManager manager) {
    Quadrants heldOut = new Quadrants(30, 0);
    Network network = brightness(manager, 1);
    IfgsmExamples soft = new IfgsmExamples(1, 1, 0, Labels.SOFT);

    assertThat(soft.robustAccuracy(network, heldOut, 3)).isEqualTo(1 / 3.);
    assertThat(soft.attack(2)).isEqualTo(new IfgsmExamples(1, 2, 0, Labels.HARD));
    assertThat(soft.attack(1).robustAccuracy(network, heldOut, 3)).isZero();
  }

  @Test
  void areReadFromAMethodsParameters() {
    Parameters ifgsm =
        Parameters.of(
            IfgsmExamples.parameters(10, 600), Map.of("epsilon", "8/255", "labels", "soft"));
    Parameters fgsm = Parameters.of(IfgsmExamples.fgsmParameters(0), Map.of());

    assertThat(IfgsmExamples.of(ifgsm))
        .isEqualTo(new IfgsmExamples(8 / 255.0, 10, 600, Labels.SOFT));
    assertThat(IfgsmExamples.fgsm(fgsm)).isEqualTo(new IfgsmExamples(0.3, 1, 0, Labels.HARD));
  }
}
