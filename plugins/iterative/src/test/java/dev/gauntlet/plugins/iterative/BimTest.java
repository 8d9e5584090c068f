package dev.gauntlet.plugins.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.CurvedBoundary;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;
import java.util.Map;

class BimTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final double EPSILON = 0.1;

  @Override
  protected Attack attack() {
    return new Bim();
  }

  private float[] perturb(Network source, ImageBatch clean, int steps, double stepSize) {
    TestAttackContext context =
        TestAttackContext.of(
                attack().descriptor(),
                List.of(source),
                new Budget(Norm.LINF, EPSILON),
                IMAGES.ids())
            .withParameters(Map.of("steps", steps, "step_size", stepSize));
    return attack().perturb(context, clean.images(), clean.labels()).toFloatArray();
  }

  @OnEachEngine
  void reachesTheOptimumOfALinearModel(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    float[] optimum = TinyModels.linearOptimum(clean, EPSILON);

    float[] found = perturb(TinyModels.linear(manager), clean, 5, 0.03);

    for (int i = 0; i < found.length; i++) {
      if (!Float.isNaN(optimum[i])) {
        assertThat(found[i]).as("pixel %d", i).isCloseTo(optimum[i], within(1e-6f));
      }
    }
  }

  @OnEachEngine
  void goesNoFurtherThanItsSteps(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    float[] from = clean.images().toFloatArray();

    float[] found = perturb(TinyModels.convolutional(manager), clean, 3, 0.01);

    double furthest = 0;
    for (int i = 0; i < from.length; i++) {
      furthest = Math.max(furthest, Math.abs((double) found[i] - from[i]));
    }
    assertThat(furthest).isCloseTo(0.03, within(1e-6));
  }

  @OnEachEngine
  void isStrongerThanOneStepToTheSameRadius(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);

    assertThat(loss(source, clean, perturb(source, clean, 20, 0.02)))
        .isGreaterThan(loss(source, clean, perturb(source, clean, 1, EPSILON)));
  }

  private static float loss(Network source, ImageBatch clean, float[] perturbed) {
    NDArray images = clean.images().getManager().create(perturbed, clean.images().getShape());
    return Losses.crossEntropy(clean.labels(), TinyImages.CLASSES)
        .of(source.logits(images))
        .mean()
        .getFloat();
  }

  // By how many hundredths each pixel has changed after 5 steps of 0.03 inside 0.1, in float64 with
  // numpy, the network and its backward pass written anew, on the cross-entropy itself.
  private static final int[] CHANGES = {
    -10, -10, -10, -10, -10, 10, 10, 10, -10, -10, -10, -10, 10, 10, 10, 10,
    -10, -10, -10, -10, 10, 10, 10, 10, -3, -9, -10, -10, 10, 10, 10, 10,
    -9, 10, 10, 10, -10, 10, 10, 10, 10, 10, 10, 10, 9, 9, -10, 9,
    10, 10, 10, 10, 10, 9, -9, 9, 10, 10, 10, 10, 10, 10, 9, -3
  };

  @OnEachEngine
  void goesWhereAnIndependentComputationGoes(NDManager manager) {
    NDArray image = CurvedBoundary.image(manager);
    TestAttackContext context =
        TestAttackContext.of(
                attack().descriptor(),
                List.of(TinyModels.convolutional(manager)),
                new Budget(Norm.LINF, EPSILON),
                List.of("waves"))
            .withParameters(Map.of("steps", 5, "step_size", 0.03));

    float[] change =
        attack().perturb(context, image, CurvedBoundary.label(manager)).sub(image).toFloatArray();

    for (int i = 0; i < change.length; i++) {
      assertThat(change[i]).as("pixel %d", i).isCloseTo(CHANGES[i] / 100f, within(1e-6f));
    }
  }
}
