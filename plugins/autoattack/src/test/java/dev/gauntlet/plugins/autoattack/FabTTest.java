package dev.gauntlet.plugins.autoattack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import java.util.List;
import java.util.Map;

class FabTTest extends AttackContract {
  private static final int PIXELS = 64;

  @Override
  protected Attack attack() {
    return new FabT();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("steps", 10);
  }

  // A grey image, a little brighter in the label's quadrant: the boundary is so near that no pixel
  // meets the end of its range.
  private static NDArray grey(NDManager manager) {
    float[] pixels = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      pixels[i] = i / 8 < 4 && i % 8 < 4 ? 0.55f : 0.5f;
    }
    return manager.create(pixels, new Shape(1).addAll(TinyImages.SHAPE));
  }

  private static double closedForm(NDArray logits, Norm norm) {
    float[] weights = TinyModels.linearWeights();
    float[] values = logits.toFloatArray();
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 1; k < TinyImages.CLASSES; k++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < PIXELS; i++) {
        double w = (double) weights[k * PIXELS + i] - weights[i];
        sum += Math.abs(w);
        squares += w * w;
      }
      double length = norm == Norm.LINF ? sum : Math.sqrt(squares);
      nearest = Math.min(nearest, (values[0] - values[k]) / length);
    }
    return nearest;
  }

  @OnEachEngine
  void findsTheNearestImageBeyondALinearBoundary(NDManager manager) {
    var linear = TinyModels.linear(manager);
    NDArray clean = grey(manager);
    NDArray labels = manager.create(new long[] {0});
    for (Norm norm : List.of(Norm.LINF, Norm.L2)) {
      AttackContext context =
          TestAttackContext.of(
                  attack().descriptor(), List.of(linear), new Budget(norm, 0.5), List.of("grey"))
              .withParameters(Map.of("steps", 30));

      NDArray found = attack().perturb(context, clean, labels);

      NDArray change = found.sub(clean);
      double distance =
          norm == Norm.LINF
              ? change.abs().max().getFloat()
              : change.square().sum().sqrt().getFloat();
      assertThat(linear.logits(found).argMax(1).getLong(0)).isNotZero();
      double optimum = closedForm(linear.logits(clean), norm);
      assertThat(distance).as("%s", norm).isCloseTo(optimum, within(0.01 * optimum));
    }
  }

  @OnEachEngine
  void isContentWithTheFirstImageInTheBudgetWhereSuccessIsFinal(NDManager manager) {
    var linear = TinyModels.linear(manager);
    NDArray clean = grey(manager);
    AttackContext context =
        TestAttackContext.of(
                attack().descriptor(), List.of(linear), new Budget(Norm.LINF, 0.5), List.of("grey"))
            .withFinalSuccess();

    NDArray found = attack().perturb(context, clean, manager.create(new long[] {0}));

    // One gradient is enough: the model is linear.
    assertThat(linear.backwardImages()).isEqualTo(1);
    assertThat(linear.logits(found).argMax(1).getLong(0)).isNotZero();
  }
}
