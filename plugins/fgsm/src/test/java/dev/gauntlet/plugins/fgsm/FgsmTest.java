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
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;
import java.util.Map;

class FgsmTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final Budget LINF = new Budget(Norm.LINF, 0.1);

  @Override
  protected Attack attack() {
    return new Fgsm();
  }

  private TestAttackContext context(Network source, Budget budget) {
    return TestAttackContext.of(attack().descriptor(), List.of(source), budget, IMAGES.ids());
  }

  @OnEachEngine
  void reachesTheOptimumOfALinearModel(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    float[] optimum = TinyModels.linearOptimum(clean, LINF.epsilon());

    float[] found =
        attack()
            .perturb(context(TinyModels.linear(manager), LINF), clean.images(), clean.labels())
            .toFloatArray();

    for (int i = 0; i < found.length; i++) {
      if (!Float.isNaN(optimum[i])) {
        assertThat(found[i]).as("pixel %d", i).isCloseTo(optimum[i], within(1e-6f));
      }
    }
  }

  // x + ε·g/‖g‖, far enough from the ends of the pixel range.
  @OnEachEngine
  void movesAlongTheGradientInL2(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    NDArray images = IMAGES.all(manager).images().mul(0.5f).add(0.2f);
    NDArray labels = IMAGES.all(manager).labels();
    NDArray gradient = source.inputGradient(images, Losses.crossEntropy(labels, 3)).gradient();
    NDArray length = gradient.square().sum(new int[] {1, 2, 3}, true).sqrt();

    NDArray found = attack().perturb(context(source, new Budget(Norm.L2, 0.1)), images, labels);

    assertThat(found.sub(images).toFloatArray())
        .containsExactly(gradient.div(length).mul(0.1f).toFloatArray(), within(1e-5f));
  }

  @OnEachEngine
  void leadsAwayFromThePredictedLabelWhereAsked(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    NDArray images = IMAGES.all(manager).images();
    NDArray predicted = source.logits(images).argMax(1);
    NDArray wrong = manager.create(new long[] {1, 2, 0, 1, 2, 0});

    float[] found =
        attack()
            .perturb(
                context(source, LINF).withParameters(Map.of("label", "predicted")), images, wrong)
            .toFloatArray();

    assertThat(found)
        .containsExactly(attack().perturb(context(source, LINF), images, predicted).toFloatArray());
    assertThat(found)
        .isNotEqualTo(attack().perturb(context(source, LINF), images, wrong).toFloatArray());
  }
}
