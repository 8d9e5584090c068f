package dev.gauntlet.plugins.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
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

class DifgsmTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final Budget BUDGET = new Budget(Norm.LINF, 0.1);

  @Override
  protected Attack attack() {
    return new Difgsm();
  }

  private float[] perturb(NDManager manager, ImageBatch clean, String shares) {
    TestAttackContext context =
        TestAttackContext.of(
                attack().descriptor(), List.of(TinyModels.linear(manager)), BUDGET, IMAGES.ids())
            .withParameters(Map.of("step_shares", shares));
    return attack().perturb(context, clean.images(), clean.labels()).toFloatArray();
  }

  @OnEachEngine
  void reachesTheOptimumOfALinearModelWhereItsSharesAddUpToTheBudget(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    float[] optimum = TinyModels.linearOptimum(clean, BUDGET.epsilon());

    float[] found = perturb(manager, clean, "0.4, 0.3, 2/10, 0.1");

    for (int i = 0; i < found.length; i++) {
      if (!Float.isNaN(optimum[i])) {
        assertThat(found[i]).as("pixel %d", i).isCloseTo(optimum[i], within(1e-6f));
      }
    }
  }

  @OnEachEngine
  void goesNoFurtherThanItsShares(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    float[] nearer = TinyModels.linearOptimum(clean, 0.6 * BUDGET.epsilon());

    float[] found = perturb(manager, clean, "0.5,0.1");

    for (int i = 0; i < found.length; i++) {
      if (!Float.isNaN(nearer[i])) {
        assertThat(found[i]).as("pixel %d", i).isCloseTo(nearer[i], within(1e-6f));
      }
    }
  }

  @OnEachEngine
  void refusesWhatIsNoListOfSteps(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    for (String shares : List.of("", "0.4,,0.1", "0.4;0.1", "0.4,-0.1", "0.4,0", "half")) {
      assertThatThrownBy(() -> perturb(manager, clean, shares))
          .as(shares)
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("step_shares")
          .hasMessageContaining("\"" + shares + "\"");
    }
  }
}
