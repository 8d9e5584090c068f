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
import dev.gauntlet.toolkit.projections.EightBits;
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

  // fab_steps.py, beside the resources of this test, computes these in float64 with numpy. The
  // classes made for are the likeliest, 2 and 3. Ours are rounded to float32 after each step, and
  // later steps amplify that a little.
  @OnEachEngine
  void walksAsTheAlgorithmSays(NDManager manager) {
    Map<Norm, Map<Integer, float[]>> expected =
        Map.of(
            Norm.LINF,
            Map.of(
                1, new float[] {0.039056f, 0.339056f, 0.860944f, 1, 0.6f, 0.1f, 0.35f, 0.5f},
                3,
                    new float[] {
                      0.082431f, 0.382431f, 0.817569f, 0.966393f, 0.898703f, 0, 0.051297f, 0.201297f
                    },
                6,
                    new float[] {
                      0.082431f, 0.382431f, 0.817569f, 0.966393f, 0.898104f, 0, 0.051896f, 0.201896f
                    }),
            Norm.L2,
            Map.of(
                1, new float[] {0, 0.375038f, 0.745384f, 0.927953f, 0.6f, 0.1f, 0.35f, 0.5f},
                3,
                    new float[] {
                      0.049595f, 0.406276f, 0.735495f, 0.921632f, 0.813226f, 0, 0.32921f, 0.178333f
                    },
                6,
                    new float[] {
                      0.049595f, 0.406276f, 0.735495f, 0.921632f, 0.779824f, 0, 0.346839f, 0.168968f
                    }));
    expected.forEach(
        (norm, bySteps) ->
            bySteps.forEach(
                (steps, images) -> {
                  AttackContext context =
                      TestAttackContext.of(
                              attack().descriptor(),
                              List.of(FourClasses.network(manager)),
                              new Budget(norm, 1),
                              List.of("a", "b"))
                          .withClasses(FourClasses.CLASSES)
                          .withParameters(Map.of("steps", steps, "targets", 1));

                  NDArray found =
                      attack()
                          .perturb(
                              context, FourClasses.images(manager), FourClasses.labels(manager));

                  assertThat(found.toFloatArray())
                      .as("%s, %d steps", norm, steps)
                      .containsExactly(images, within(2e-5f));
                }));
  }

  // Its logits are so flat that steps which made for a lead of 0 stayed between that and the lead
  // that counts: of these twelve images, four were left. The authors' code leaves none.
  @OnEachEngine
  void leavesNoneOfAModelWithFlatLogits(NDManager manager) {
    ShippedModel model = ShippedModel.of(manager, "e2sad", 12);
    AttackContext context =
        model
            .context(attack(), new Budget(Norm.LINF, 0.3))
            .withParameters(Map.of("steps", 50))
            .withFinalSuccess();

    NDArray found = attack().perturb(context, model.images(), model.labels());

    assertThat(model.fooled(found)).containsOnly(true);
  }

  @OnEachEngine
  void findsWhatSurvivesRounding(NDManager manager) {
    ShippedModel model = ShippedModel.of(manager, "undefended", 12);
    for (Budget budget : List.of(new Budget(Norm.LINF, 0.3), new Budget(Norm.L2, 3))) {
      TestAttackContext context =
          model.context(attack(), budget).withParameters(Map.of("steps", 20));
      NDArray untold = attack().perturb(context, model.images(), model.labels());
      NDArray told = attack().perturb(context.withEightBitPixels(), model.images(), model.labels());

      assertThat(model.fooled(EightBits.round(budget, model.images(), untold))).contains(false);
      assertThat(model.fooled(told)).as("%s", budget).containsOnly(true);
      assertThat(told.toFloatArray())
          .containsExactly(
              EightBits.round(budget, model.images(), told).toFloatArray(), within(1e-7f));
    }
  }
}
