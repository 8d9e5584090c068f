package dev.gauntlet.plugins.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.ParameterException;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import java.util.List;
import java.util.Map;

class AdaIfgsmTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(12, 4);
  private static final int[] LEVELS = {1, 3, 9};
  // Such that some images fall to one step, some to more, some to none.
  private static final Budget BUDGET = new Budget(Norm.LINF, 0.15);

  @Override
  protected Attack attack() {
    return new AdaIfgsm();
  }

  private NDArray perturb(
      Attack attack, List<Differentiable> sources, ImageBatch clean, Map<String, ?> parameters) {
    TestAttackContext context =
        TestAttackContext.of(attack.descriptor(), sources, BUDGET, IMAGES.ids())
            .withParameters(parameters);
    return attack.perturb(context, clean.images(), clean.labels());
  }

  // For each image by hand: the first IFGSM that every source takes for something else.
  @OnEachEngine
  void takesTheFirstLevelThatFoolsEverySource(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    List<Differentiable> sources =
        List.of(TinyModels.linear(manager), TinyModels.convolutional(manager));
    long[] labels = clean.labels().toLongArray();
    int[] chosen = new int[labels.length];

    NDArray found = perturb(attack(), sources, clean, Map.of("steps", "1,3,9"));

    for (int image = 0; image < labels.length; image++) {
      for (int level = 0; level < LEVELS.length; level++) {
        NDArray candidate =
            perturb(new Ifgsm(), sources, clean, Map.of("steps", LEVELS[level]))
                .get(image + ":" + (image + 1));
        boolean fools = true;
        for (Differentiable source : sources) {
          fools &= source.logits(candidate).argMax(1).getLong(0) != labels[image];
        }
        if (fools || level == LEVELS.length - 1) {
          chosen[image] = fools ? level : LEVELS.length;
          assertThat(found.get(image + ":" + (image + 1)).toFloatArray())
              .as("image %d", image)
              .containsExactly(candidate.toFloatArray(), within(1e-6f));
          break;
        }
      }
    }
    assertThat(chosen)
        .as("a test of levels needs images that stop at different ones")
        .contains(0, 3);
  }

  @OnEachEngine
  void refusesStepsThatAreNotWhole(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    List<Differentiable> source = List.of(TinyModels.linear(manager));

    assertThatThrownBy(() -> perturb(attack(), source, clean, Map.of("steps", "1,2.5")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("whole numbers");
  }
}
