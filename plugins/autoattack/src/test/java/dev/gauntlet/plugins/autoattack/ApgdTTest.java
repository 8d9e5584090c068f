package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ApgdTTest extends AttackContract {
  @Override
  protected Attack attack() {
    return new ApgdT();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("steps", 10);
  }

  // Logits in NumPy: 2.820, −2.481, 2.129, 0.674 and 2.429, −1.639, 0.015, 1.655.
  @OnEachEngine
  void makesForTheOtherClassesInTheOrderOfTheirLogits(NDManager manager) {
    AttackContext context =
        TestAttackContext.of(
                attack().descriptor(),
                List.of(FourClasses.network(manager)),
                new Budget(Norm.LINF, 0.3),
                List.of("one", "two"))
            .withClasses(FourClasses.CLASSES);
    NDArray images = FourClasses.images(manager);
    NDArray labels = FourClasses.labels(manager);
    List<long[]> classes = new ArrayList<>();

    List<Attempt> attempts =
        TargetClasses.each(
            context,
            9,
            (rank, towards) ->
                (part, clean, own) -> {
                  classes.add(towards.of(part, clean, own).toLongArray());
                  return clean;
                });
    attempts.forEach(attempt -> attempt.run(context, images, labels));

    assertThat(classes).containsExactly(new long[] {2, 3}, new long[] {3, 2}, new long[] {1, 1});
  }

  @OnEachEngine
  void foolsANetworkOfFourClasses(NDManager manager) {
    var network = FourClasses.network(manager);
    AttackContext context =
        TestAttackContext.of(
                attack().descriptor(),
                List.of(network),
                new Budget(Norm.L2, 0.5),
                List.of("one", "two"))
            .withParameters(parameters())
            .withClasses(FourClasses.CLASSES);

    NDArray found =
        attack().perturb(context, FourClasses.images(manager), FourClasses.labels(manager));

    assertThat(network.logits(found).argMax(1).toLongArray()).doesNotContain(0);
  }
}
