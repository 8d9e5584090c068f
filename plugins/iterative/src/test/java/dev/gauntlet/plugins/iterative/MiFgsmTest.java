package dev.gauntlet.plugins.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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

class MiFgsmTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final Budget BUDGET = new Budget(Norm.LINF, 0.1);

  // How many steps each pixel of `waves` has gone after 5 of 0.04, in float64 with numpy, where the
  // network and its backward pass were written anew.
  private static final int[] WITH_MOMENTUM = {
    -5, -5, -5, -5, -5, 5, 5, 5, -5, -5, -5, -5, 3, 5, 5, 5,
    -5, -5, -5, -5, -5, 5, 5, 5, -5, -5, -5, -5, 1, 5, 5, 5,
    -5, -3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, -5, -5, 3,
    5, 5, 5, 5, 5, -3, -1, 5, 5, 5, 5, 5, 5, 5, -1, 1
  };
  private static final int[] WITHOUT = {
    -5, -5, -5, -5, -5, 5, 5, 5, -5, -5, -5, -5, 3, 5, 5, 5,
    -5, -5, -5, -5, -1, 5, 5, 5, -5, -5, -5, -3, -1, 5, 5, 5,
    -5, -3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 3, -5, 3,
    5, 5, 5, 5, 5, 1, -3, 3, 5, 5, 5, 5, 5, 5, 1, 1
  };

  @Override
  protected Attack attack() {
    return new MiFgsm();
  }

  @OnEachEngine
  void goesWhereAnIndependentComputationGoes(NDManager manager) {
    assertThat(stepsOfWaves(manager, 1)).containsExactly(WITH_MOMENTUM);
    assertThat(stepsOfWaves(manager, 0)).containsExactly(WITHOUT);
  }

  private int[] stepsOfWaves(NDManager manager, double momentum) {
    float[] pixels = new float[64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (0.5 + 0.25 * Math.sin(1 + 1.7 * i));
    }
    NDArray waves = manager.create(pixels, new Shape(1, 1, 8, 8));
    TestAttackContext context =
        TestAttackContext.of(
                attack().descriptor(),
                List.of(TinyModels.convolutional(manager)),
                new Budget(Norm.LINF, 0.2),
                List.of("waves"))
            .withParameters(Map.of("steps", 5, "momentum", momentum));
    float[] found = attack().perturb(context, waves, manager.create(new long[] {0})).toFloatArray();
    int[] steps = new int[pixels.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.round((found[i] - pixels[i]) / 0.04f);
    }
    return steps;
  }

  @OnEachEngine
  void reachesTheOptimumOfALinearModel(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    float[] optimum = TinyModels.linearOptimum(clean, BUDGET.epsilon());

    float[] found =
        attack()
            .perturb(context(TinyModels.linear(manager)), clean.images(), clean.labels())
            .toFloatArray();

    for (int i = 0; i < found.length; i++) {
      if (!Float.isNaN(optimum[i])) {
        assertThat(found[i]).as("pixel %d", i).isCloseTo(optimum[i], within(1e-6f));
      }
    }
  }

  // Images leave the batch as they succeed; the momentum of those that stay must stay theirs.
  @OnEachEngine
  void treatsTheStandingTheSameAfterOthersHaveLeft(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    Budget small = new Budget(Norm.LINF, 0.06);
    TestAttackContext together =
        TestAttackContext.of(attack().descriptor(), List.of(source), small, IMAGES.ids())
            .withFinalSuccess();

    NDArray found = attack().perturb(together, clean.images(), clean.labels());

    for (int i = 0; i < IMAGES.size(); i++) {
      ImageBatch one = IMAGES.batch(manager, new int[] {i});
      TestAttackContext alone =
          TestAttackContext.of(
                  attack().descriptor(), List.of(source), small, List.of(IMAGES.ids().get(i)))
              .withFinalSuccess();
      assertThat(attack().perturb(alone, one.images(), one.labels()).toFloatArray())
          .as("image %d", i)
          .containsExactly(found.get(i + ":" + (i + 1)).toFloatArray(), within(1e-6f));
    }
  }

  private TestAttackContext context(Network source) {
    return TestAttackContext.of(attack().descriptor(), List.of(source), BUDGET, IMAGES.ids());
  }
}
