package dev.gauntlet.plugins.baselinenoise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import java.util.List;

class NoOpTest extends AttackContract {
  @Override
  protected Attack attack() {
    return new NoOp();
  }

  @OnEachEngine
  void changesNothing(NDManager manager) {
    TinyImages images = new TinyImages(3, 1);
    ImageBatch clean = images.all(manager);
    TestAttackContext context =
        TestAttackContext.of(
            attack().descriptor(), List.of(), new Budget(Norm.LINF, 0.3), images.ids());

    assertThat(attack().perturb(context, clean.images(), clean.labels()).toFloatArray())
        .containsExactly(clean.images().toFloatArray());
  }
}
