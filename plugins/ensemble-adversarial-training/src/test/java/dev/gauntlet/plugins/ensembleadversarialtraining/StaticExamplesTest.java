package dev.gauntlet.plugins.ensembleadversarialtraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.plugins.ensembleadversarialtraining.StaticExamples.Attack;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.TrainingStep;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a linear source, where the strongest perturbation is known. */
class StaticExamplesTest {
  private static final double EPSILON = 0.1;
  private static final TinyImages IMAGES = new TinyImages(9, 3);

  @OnEachEngine
  void fgsmLeadsAwayFromWhatTheSourcePredictsWhateverTheLabel(NDManager manager) {
    Network source = TinyModels.linear(manager);
    ImageBatch batch = IMAGES.all(manager);
    NDArray predicted = source.logits(batch.images()).argMax(1);
    NDArray wrong = manager.create(others(predicted.toLongArray()));

    NDArray made = make(source, Attack.FGSM_PREDICTED, new ImageBatch(batch.images(), wrong));

    assertReached(
        made, TinyModels.linearOptimum(new ImageBatch(batch.images(), predicted), EPSILON));
  }

  @OnEachEngine
  void leastLikelyFgsmLeadsTowardsTheSmallestLogit(NDManager manager) {
    Network source = TinyModels.linear(manager);
    ImageBatch batch = IMAGES.all(manager);
    NDArray leastLikely = source.logits(batch.images()).argMin(1);

    NDArray made = make(source, Attack.FGSM_LEAST_LIKELY, batch);

    // What raises this logit most is the opposite of what lowers it most.
    assertReached(
        made, TinyModels.linearOptimum(new ImageBatch(batch.images(), leastLikely), -EPSILON));
  }

  @OnEachEngine
  void pgdLeadsAwayFromTheLabel(NDManager manager) {
    Network source = TinyModels.linear(manager);
    ImageBatch batch = IMAGES.all(manager);
    NDArray wrong = manager.create(others(batch.labels().toLongArray()));
    ImageBatch mislabelled = new ImageBatch(batch.images(), wrong);

    NDArray made = make(source, Attack.PGD, mislabelled);

    assertReached(made, TinyModels.linearOptimum(mislabelled, EPSILON));
  }

  @OnEachEngine
  void pgdStartsElsewhereAtEveryStep(NDManager manager) {
    Network source = TinyModels.linear(manager);
    StaticExamples barelyMoved = examples(Map.of("attack_step_size", 1e-4), source);
    ImageBatch batch = IMAGES.all(manager);

    NDArray first = barelyMoved.make(source, Attack.PGD, batch, random(2));
    NDArray again = barelyMoved.make(source, Attack.PGD, batch, random(2));
    NDArray later = barelyMoved.make(source, Attack.PGD, batch, random(5));

    assertThat(again.toFloatArray()).containsExactly(first.toFloatArray());
    assertThat(later.sub(first).abs().mean().getFloat()).isGreaterThan((float) EPSILON / 4);
  }

  @OnEachEngine
  void everyAttackOnEverySourceTakesItsTurn(NDManager manager) {
    Network first = TinyModels.linear(manager);
    Network second = TinyModels.convolutional(manager);
    StaticExamples examples = examples(Map.of(), first, second);
    ImageBatch batch = IMAGES.all(manager);

    int step = 0;
    for (int round = 0; round < 2; round++) {
      for (Network source : List.of(first, second)) {
        for (Attack attack : Attack.values()) {
          NDArray made = examples.make(batch, new TrainingStep(step, 12, random(step)));

          assertThat(made.toFloatArray())
              .containsExactly(examples.make(source, attack, batch, random(step)).toFloatArray());
          step++;
        }
      }
    }
  }

  @OnEachEngine
  void staysInTheBall(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch batch = IMAGES.all(manager);
    float[] clean = batch.images().toFloatArray();

    for (Attack attack : Attack.values()) {
      float[] made = make(source, attack, batch).toFloatArray();
      for (int i = 0; i < made.length; i++) {
        assertThat(Math.abs((double) made[i] - clean[i])).isLessThanOrEqualTo(EPSILON);
        assertThat(made[i]).isBetween(0f, 1f);
      }
    }
  }

  @Test
  void refusesToWorkWithoutASource() {
    assertThatThrownBy(() -> examples(Map.of()))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("source");
  }

  private static NDArray make(Network source, Attack attack, ImageBatch batch) {
    return examples(Map.of(), source).make(source, attack, batch, random(0));
  }

  private static StaticExamples examples(Map<String, Object> changed, Network... sources) {
    Map<String, Object> given = new HashMap<>();
    given.put("epsilon", EPSILON);
    given.put("attack_step_size", EPSILON / 4);
    given.putAll(changed);
    return new StaticExamples(
        List.of(sources), Parameters.of(StaticExamples.parameters(), given), TinyImages.CLASSES);
  }

  private static Randomness random(int step) {
    return new Randomness(1, IMAGES.ids().stream().map(id -> step + "/" + id).toList());
  }

  private static long[] others(long[] labels) {
    return Arrays.stream(labels).map(label -> (label + 1) % TinyImages.CLASSES).toArray();
  }

  private static void assertReached(NDArray made, float[] optimum) {
    float[] values = made.toFloatArray();
    int known = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isNaN(optimum[i])) {
        assertThat(values[i]).as("pixel %d", i).isCloseTo(optimum[i], within(1e-6f));
        known++;
      }
    }
    assertThat(known).as("pixels whose best end is known").isGreaterThan(values.length / 3);
  }
}
