package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.Quadrants;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PgdExamplesTest {
  private static final PgdExamples EXAMPLES = new PgdExamples(0.2, 5, 0.08, 100);

  private static TrainingStep step(long number) {
    return new TrainingStep(number, 1000, new Randomness(1, List.of("a", "b", "c")));
  }

  private static ImageBatch batch(NDManager manager) {
    return new Quadrants(3, 0).batch(manager, new int[] {0, 1, 2});
  }

  @OnEachEngine
  void stayInTheBallAndRaiseTheLoss(NDManager manager) {
    Network network = Networks.convolutional(manager, 1);
    ImageBatch batch = batch(manager);
    LogitLoss loss = Losses.crossEntropy(batch.labels(), 3);

    NDArray made = EXAMPLES.make(network, batch, step(500), 3);

    assertThat(distance(made, batch)).isCloseTo(0.2, within(1e-6));
    float[] before = loss.of(network.logits(batch.images())).toFloatArray();
    float[] after = loss.of(network.logits(made)).toFloatArray();
    for (int i = 0; i < 3; i++) {
      assertThat(after[i]).isGreaterThan(before[i]);
    }
  }

  @OnEachEngine
  void radiusGrowsOverTheFirstSteps(NDManager manager) {
    Network network = Networks.convolutional(manager, 1);
    ImageBatch batch = batch(manager);

    assertThat(distance(EXAMPLES.make(network, batch, step(0), 3), batch))
        .isCloseTo(0.002, within(1e-6));
    assertThat(distance(EXAMPLES.make(network, batch, step(49), 3), batch))
        .isCloseTo(0.1, within(1e-6));
  }

  @OnEachEngine
  void robustAccuracyFallsWithTheRadiusAndRepeats(NDManager manager) {
    Network network = Networks.convolutional(manager, 1);
    Quadrants heldOut = new Quadrants(30, 0);
    PgdExamples none = new PgdExamples(0, 1, 0, 0);
    PgdExamples strong = new PgdExamples(0.5, 5, 0.2, 0);

    assertThat(none.robustAccuracy(network, heldOut, 3))
        .isEqualTo(Accuracy.clean(network, heldOut, 30));
    double robust = strong.robustAccuracy(network, heldOut, 3);
    assertThat(robust).isLessThan(Accuracy.clean(network, heldOut, 30));
    assertThat(strong.robustAccuracy(network, heldOut, 3)).isEqualTo(robust);
  }

  @Test
  void areReadFromAMethodsParameters() {
    Parameters parameters =
        Parameters.of(PgdExamples.parameters(7, 0.075, 600), Map.of("epsilon", "8/255"));

    assertThat(PgdExamples.of(parameters)).isEqualTo(new PgdExamples(8 / 255.0, 7, 0.075, 600));
  }

  @Test
  void areThePapersOnCifar10() {
    Parameters parameters = Parameters.of(PgdExamples.parameters(5, 0.1, 600), Map.of(), "cifar10");

    assertThat(PgdExamples.of(parameters)).isEqualTo(new PgdExamples(8 / 255.0, 7, 2 / 255.0, 600));
  }

  private static double distance(NDArray made, ImageBatch batch) {
    return made.sub(batch.images()).abs().max().getFloat();
  }
}
