package dev.gauntlet.plugins.fgsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
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

class LeastLikelyFgsmTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final Budget LINF = new Budget(Norm.LINF, 0.1);

  @Override
  protected Attack attack() {
    return new LeastLikelyFgsm();
  }

  private TestAttackContext context(Attack attack, Network source) {
    return TestAttackContext.of(attack.descriptor(), List.of(source), LINF, IMAGES.ids());
  }

  @OnEachEngine
  void isFgsmTowardsTheLowestLogit(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    NDArray lowest = source.logits(clean.images()).argMin(1);
    Attack fgsm = new Fgsm();

    NDArray found = attack().perturb(context(attack(), source), clean.images(), clean.labels());

    assertThat(found.toFloatArray())
        .containsExactly(
            fgsm.perturb(context(fgsm, source).withTargets(lowest), clean.images(), clean.labels())
                .toFloatArray(),
            within(1e-6f));
  }

  @OnEachEngine
  void knowsNoLabel(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    NDArray otherLabels = manager.create(new long[] {1, 2, 0, 1, 2, 0});

    assertThat(
            attack().perturb(context(attack(), source), clean.images(), otherLabels).toFloatArray())
        .containsExactly(
            attack()
                .perturb(context(attack(), source), clean.images(), clean.labels())
                .toFloatArray());
  }
}
