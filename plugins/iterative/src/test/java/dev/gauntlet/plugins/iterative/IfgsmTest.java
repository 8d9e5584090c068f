package dev.gauntlet.plugins.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.List;
import java.util.Map;

class IfgsmTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final Budget BUDGET = new Budget(Norm.LINF, 0.1);

  @Override
  protected Attack attack() {
    return new Ifgsm();
  }

  @OnEachEngine
  void reachesTheOptimumOfALinearModelWithAnyNumberOfSteps(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    float[] optimum = TinyModels.linearOptimum(clean, BUDGET.epsilon());
    Network source = TinyModels.linear(manager);
    for (int steps : new int[] {1, 3, 10}) {
      TestAttackContext context =
          TestAttackContext.of(attack().descriptor(), List.of(source), BUDGET, IMAGES.ids())
              .withParameters(Map.of("steps", steps));

      float[] found = attack().perturb(context, clean.images(), clean.labels()).toFloatArray();

      for (int i = 0; i < found.length; i++) {
        if (!Float.isNaN(optimum[i])) {
          assertThat(found[i])
              .as("pixel %d, %d steps", i, steps)
              .isCloseTo(optimum[i], within(1e-6f));
        }
      }
    }
  }

  // The loss that leads to a target is not the one that leads away from the label.
  @OnEachEngine
  void goesElsewhereWhereItHasATarget(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    TestAttackContext untargeted =
        TestAttackContext.of(
            attack().descriptor(),
            List.of(TinyModels.convolutional(manager)),
            BUDGET,
            IMAGES.ids());
    TestAttackContext targeted =
        untargeted.withTargets(manager.create(new long[] {1, 2, 0, 1, 2, 0}));

    assertThat(attack().perturb(targeted, clean.images(), clean.labels()).toFloatArray())
        .isNotEqualTo(attack().perturb(untargeted, clean.images(), clean.labels()).toFloatArray());
  }
}
