package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.ParameterException;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.toolkit.OnEachEngine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two images, logits (1, 2, 4) and (0, −1, 3), labels 1 and 2. The logarithms of the sums of
 * exponentials are 4.1698460 and 3.0658839, without the label's own 4.0485874 and 0.3132617.
 */
class LabelsTest {
  private static void assertLosses(LogitLoss loss, NDManager manager, double... expected) {
    NDArray logits = manager.create(new float[] {1, 2, 4, 0, -1, 3}, new Shape(2, 3));
    float[] values = loss.of(logits).toFloatArray();
    assertThat(values)
        .containsExactly(new float[] {(float) expected[0], (float) expected[1]}, within(1e-5f));
  }

  private static NDArray labels(NDManager manager) {
    return manager.create(new long[] {1, 2});
  }

  @OnEachEngine
  void hardOnesCountTheRightClassAlone(NDManager manager) {
    assertLosses(
        Labels.HARD.crossEntropy(labels(manager), 3), manager, 4.1698460 - 2, 3.0658839 - 3);
  }

  // Weighted logits: 0.125·1 + 0.75·2 + 0.125·4 = 2.125 and −0.125 + 0.75·3 = 2.125.
  @OnEachEngine
  void softOnesCountTheRightClassWithThreeQuarters(NDManager manager) {
    assertLosses(
        Labels.SOFT.crossEntropy(labels(manager), 3),
        manager,
        4.1698460 - 2.125,
        3.0658839 - 2.125);
  }

  @OnEachEngine
  void examplesOfHardOnesClimbTheOddsOfAMistake(NDManager manager) {
    assertLosses(Labels.HARD.ascent(labels(manager), 3), manager, 4.0485874 - 2, 0.3132617 - 3);
  }

  @OnEachEngine
  void examplesOfSoftOnesClimbTheLossThatIsTrainedOn(NDManager manager) {
    assertLosses(
        Labels.SOFT.ascent(labels(manager), 3), manager, 4.1698460 - 2.125, 3.0658839 - 2.125);
  }

  @Test
  void areHardUnlessAskedFor() {
    assertThat(Labels.of(parameters(Map.of()))).isEqualTo(Labels.HARD);
    assertThat(Labels.of(parameters(Map.of("labels", "soft")))).isEqualTo(Labels.SOFT);
    assertThatThrownBy(() -> parameters(Map.of("labels", "smooth")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("one of hard, soft");
  }

  private static Parameters parameters(Map<String, Object> given) {
    return Parameters.of(List.of(Labels.parameter()), given);
  }
}
