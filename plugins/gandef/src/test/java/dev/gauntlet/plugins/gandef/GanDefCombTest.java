package dev.gauntlet.plugins.gandef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.Detector;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.testkit.Companion;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.MemoryCheckpoint;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TrainedNeed;
import dev.gauntlet.toolkit.discriminators.Discriminator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GanDefCombTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new GanDefComb();
  }

  @Override
  protected List<Companion> companions() {
    return List.of(new Companion(new GanDef(), Trainings.QUICK));
  }

  private MemoryCheckpoint combined(
      NDManager manager, MemoryCheckpoint gandef, Map<String, Object> parameters) {
    TestTrainingContext context =
        TestTrainingContext.of(
                Trainings.model(manager),
                Parameters.of(defense().descriptor().parameters(), parameters))
            .withNeeds(Map.of("gandef", new TrainedNeed(gandef, Map.of())));
    defense().train(context);
    return context.checkpoint();
  }

  @OnEachEngine
  void answersWithGanDefsClassifierAndRejectsByItsDiscriminator(NDManager manager) {
    MemoryCheckpoint gandef = Trainings.run(manager, new GanDef(), Trainings.QUICK);
    NDArray images = new TinyImages(30, 3).all(manager).images();
    double median;
    try (DefendedModel plain = new GanDef().restore(gandef, Trainings.model(manager));
        Discriminator discriminator = Discriminator.restore(gandef, Trainings.model(manager));
        DefendedModel comb =
            defense().restore(combined(manager, gandef, Map.of()), Trainings.model(manager));
        Prediction expected = plain.predict(images);
        Prediction actual = comb.predict(images)) {
      NDArray logits = expected.logits().orElseThrow();
      Detector detector = comb.detector().orElseThrow();
      float[] scores = detector.scores(images).toFloatArray();

      assertThat(actual.labels().toLongArray()).isEqualTo(expected.labels().toLongArray());
      assertThat(actual.logits().orElseThrow().toFloatArray()).isEqualTo(logits.toFloatArray());
      assertThat(scores)
          .containsExactly(discriminator.scores(logits).toFloatArray(), within(1e-6f));
      assertThat(detector.threshold()).isEqualTo(0.5);
      Arrays.sort(scores);
      median = (scores[14] + scores[15]) / 2.0;
    }
    assertThat(rejections(manager, gandef, 1)).isZero();
    assertThat(rejections(manager, gandef, median)).isEqualTo(15);
    assertThat(rejections(manager, gandef, 0)).isEqualTo(30);
  }

  private long rejections(NDManager manager, MemoryCheckpoint gandef, double threshold) {
    MemoryCheckpoint checkpoint = combined(manager, gandef, Map.of("threshold", threshold));
    NDArray images = new TinyImages(30, 3).all(manager).images();
    try (DefendedModel comb = defense().restore(checkpoint, Trainings.model(manager));
        Prediction prediction = comb.predict(images)) {
      assertThat(comb.detector().orElseThrow().threshold()).isEqualTo(threshold);
      return prediction.rejected().countNonzero().getLong();
    }
  }

  @Test
  void aDamagedThresholdIsNamed() throws Exception {
    MemoryCheckpoint checkpoint = new MemoryCheckpoint();
    try (var out = checkpoint.create("threshold.txt")) {
      out.write('?');
    }

    assertThatThrownBy(() -> Threshold.read(checkpoint))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("threshold.txt");
    assertThatThrownBy(() -> new Threshold(1.5)).hasMessageContaining("1.5");
  }
}
