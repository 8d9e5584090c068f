package dev.gauntlet.plugins.jsma;

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
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class JsmaPropertyTest {
  @Property(tries = 20)
  void staysInsideAnyBudgetFromAnyPixels(
      @ForAll @Size(64) List<@FloatRange(min = 0, max = 1) Float> pixels,
      @ForAll @IntRange(min = 0, max = 70) int count,
      @ForAll @DoubleRange(min = 0.3, max = 1) double theta,
      @ForAll Direction direction) {
    Budget budget = new Budget(Norm.L0, count);
    Attack jsma = new Jsma();
    for (String engine : Engines.names()) {
      try (NDManager manager = Engines.manager(engine)) {
        float[] values = new float[pixels.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = pixels.get(i);
        }
        NDArray clean = manager.create(values, new Shape(1).addAll(TinyImages.SHAPE));
        TestAttackContext context =
            TestAttackContext.of(
                    jsma.descriptor(),
                    List.of(TinyModels.convolutional(manager)),
                    budget,
                    List.of("any"))
                .withParameters(
                    Map.of("theta", theta, "direction", direction.name().toLowerCase(Locale.ROOT)));

        InsideBudget.check(
            budget, clean, jsma.perturb(context, clean, manager.create(new long[] {1})));
      }
    }
  }
}
