package dev.gauntlet.plugins.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.Engines;
import dev.gauntlet.testkit.InsideBudget;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;

class IterativePropertyTest {
  private static final List<Attack> ATTACKS =
      List.of(new Bim(), new Ifgsm(), new Difgsm(), new AdaIfgsm(), new MiFgsm());
  private static final Shape ONE = new Shape(1).addAll(TinyImages.SHAPE);

  @Property(tries = 15)
  void staysInsideAnyBudgetFromAnyPixels(
      @ForAll @Size(64) List<@FloatRange(min = 0, max = 1) Float> pixels,
      @ForAll @DoubleRange(min = 0, max = 1) double epsilon,
      @ForAll boolean euclidean) {
    Budget budget = new Budget(euclidean ? Norm.L2 : Norm.LINF, epsilon);
    for (String engine : Engines.names()) {
      try (NDManager manager = Engines.manager(engine)) {
        NDArray clean = image(manager, pixels);
        for (Attack attack : ATTACKS) {
          InsideBudget.check(budget, clean, perturb(attack, budget, clean));
        }
      }
    }
  }

  @Property(tries = 5)
  void leavesTheImageWhereTheBudgetIsEmpty(
      @ForAll @Size(64) List<@FloatRange(min = 0, max = 1) Float> pixels) {
    for (String engine : Engines.names()) {
      try (NDManager manager = Engines.manager(engine)) {
        NDArray clean = image(manager, pixels);
        for (Attack attack : ATTACKS) {
          assertThat(perturb(attack, new Budget(Norm.LINF, 0), clean).toFloatArray())
              .containsExactly(clean.toFloatArray(), within(0f));
        }
      }
    }
  }

  private static NDArray image(NDManager manager, List<Float> pixels) {
    float[] values = new float[pixels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels.get(i);
    }
    return manager.create(values, ONE);
  }

  private static NDArray perturb(Attack attack, Budget budget, NDArray clean) {
    NDManager manager = clean.getManager();
    TestAttackContext context =
        TestAttackContext.of(
            attack.descriptor(),
            List.of(TinyModels.convolutional(manager)),
            budget,
            List.of("any"));
    return attack.perturb(context, clean, manager.create(new long[] {1}));
  }
}
