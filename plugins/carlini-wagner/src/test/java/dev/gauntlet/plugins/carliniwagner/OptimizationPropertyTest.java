package dev.gauntlet.plugins.carliniwagner;

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
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;

class OptimizationPropertyTest {
  private static final Map<Attack, Map<String, Object>> ATTACKS =
      Map.of(
          new CarliniWagnerL2(), Map.of("steps", 20, "binary_search_steps", 2, "initial_c", 1),
          new CarliniWagnerLinf(), Map.of("steps", 20),
          new Lbfgs(), Map.of("iterations", 10, "binary_search_steps", 2, "initial_c", 1));

  @Property(tries = 10)
  void staysInsideAnyBudgetFromAnyPixels(
      @ForAll @Size(64) List<@FloatRange(min = 0, max = 1) Float> pixels,
      @ForAll @DoubleRange(min = 0, max = 1) double epsilon) {
    float[] values = new float[pixels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels.get(i);
    }
    for (String engine : Engines.names()) {
      try (NDManager manager = Engines.manager(engine)) {
        NDArray clean = manager.create(values, new Shape(1).addAll(TinyImages.SHAPE));
        ATTACKS.forEach(
            (attack, parameters) -> {
              Norm norm = attack.descriptor().norms().iterator().next();
              Budget budget = new Budget(norm, epsilon);
              TestAttackContext context =
                  TestAttackContext.of(
                          attack.descriptor(),
                          List.of(TinyModels.convolutional(manager)),
                          budget,
                          List.of("any"))
                      .withParameters(parameters);

              InsideBudget.check(
                  budget, clean, attack.perturb(context, clean, manager.create(new long[] {1})));
            });
      }
    }
  }
}
