package dev.gauntlet.plugins.adversarialtraining;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Labels;
import java.util.List;
import java.util.Map;

class UnseenAttackTest {
  @OnEachEngine
  void notesTheAccuracyUnderTenStepsAfterEveryEpoch(NDManager manager) {
    TestTrainingContext context =
        TestTrainingContext.of(
            TestTrainingContext.model(manager, "d1", 1), Parameters.of(List.of(), Map.of()));
    try (Network network = Classifier.untrained(context.model())) {
      UnseenAttack unseen = new UnseenAttack(new IfgsmExamples(0.02, 1, 500, Labels.SOFT), context);

      unseen.measure(network);
      unseen.measure(network);

      double expected =
          new IfgsmExamples(0.02, 10, 0, Labels.HARD)
              .robustAccuracy(network, context.validation(), 3);
      assertThat(context.checkpoint().notes())
          .containsEntry("ifgsm10AccuracyByEpoch", List.of(expected, expected));
    }
  }
}
