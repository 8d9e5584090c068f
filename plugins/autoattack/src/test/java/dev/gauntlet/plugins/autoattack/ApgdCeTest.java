package dev.gauntlet.plugins.autoattack;

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
import java.util.List;
import java.util.Map;

class ApgdCeTest extends AttackContract {
  @Override
  protected Attack attack() {
    return new ApgdCe();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("steps", 10);
  }

  @OnEachEngine
  void reachesTheOptimumOfALinearModel(NDManager manager) {
    assertReachesTheLinearOptimum(attack(), manager);
  }

  static void assertReachesTheLinearOptimum(Attack attack, NDManager manager) {
    TinyImages images = new TinyImages(6, 4);
    ImageBatch clean = images.all(manager);
    double epsilon = 0.1;
    TestAttackContext context =
        TestAttackContext.of(
            attack.descriptor(),
            List.of(TinyModels.linear(manager)),
            new Budget(Norm.LINF, epsilon),
            images.ids());
    float[] optimum = TinyModels.linearOptimum(clean, epsilon);

    float[] found = attack.perturb(context, clean.images(), clean.labels()).toFloatArray();

    for (int i = 0; i < found.length; i++) {
      if (!Float.isNaN(optimum[i])) {
        assertThat(found[i]).as("pixel %d", i).isCloseTo(optimum[i], within(1e-6f));
      }
    }
  }
}
