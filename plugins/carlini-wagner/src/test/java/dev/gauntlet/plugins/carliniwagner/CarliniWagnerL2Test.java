package dev.gauntlet.plugins.carliniwagner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.CurvedBoundary;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.RoundingCheck;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class CarliniWagnerL2Test extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final Budget LARGE = new Budget(Norm.L2, 1);

  @Override
  protected Attack attack() {
    return new CarliniWagnerL2();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("steps", 60, "binary_search_steps", 4, "initial_c", 0.1, "step_size", 0.05);
  }

  private TestAttackContext context(Differentiable source, Budget budget, Map<String, ?> with) {
    return TestAttackContext.of(attack().descriptor(), List.of(source), budget, IMAGES.ids())
        .withParameters(with);
  }

  // Far enough from the ends of the pixel range.
  @OnEachEngine
  void reachesTheNearestBoundaryOfALinearModel(NDManager manager) {
    NDArray images = IMAGES.all(manager).images().mul(0.4f).add(0.3f);
    NDArray labels = IMAGES.all(manager).labels();

    NDArray found =
        attack()
            .perturb(
                context(TinyModels.linear(manager), LARGE, Map.of("steps", 300, "initial_c", 0.1)),
                images,
                labels);

    for (int image = 0; image < IMAGES.size(); image++) {
      double nearest = Boundary.nearest(images, image, (int) labels.getLong(image), Norm.L2);
      assertThat(Boundary.distance(images, found, image, Norm.L2))
          .as("image %d", image)
          .isBetween(nearest, 1.02 * nearest + 1e-3);
    }
  }

  @OnEachEngine
  void foolsACurvedModelOrEndsInTheBudget(NDManager manager) {
    Differentiable source = TinyModels.convolutional(manager);
    NDArray images = IMAGES.all(manager).images();
    NDArray labels = IMAGES.all(manager).labels();

    NDArray found = attack().perturb(context(source, LARGE, parameters()), images, labels);

    float[] before = margins(source, images, labels);
    float[] after = margins(source, found, labels);
    for (int image = 0; image < before.length; image++) {
      assertThat(after[image]).as("image %d", image).isGreaterThan(Math.min(before[image], 0));
    }
  }

  @OnEachEngine
  void reachesItsTargets(NDManager manager) {
    Differentiable source = TinyModels.convolutional(manager);
    NDArray images = IMAGES.all(manager).images();
    NDArray labels = IMAGES.all(manager).labels();
    long[] targets = {1, 2, 0, 2, 0, 1};

    NDArray found =
        attack()
            .perturb(
                context(source, new Budget(Norm.L2, 3), parameters())
                    .withTargets(manager.create(targets)),
                images,
                labels);

    assertThat(source.logits(found).argMax(1).toLongArray()).containsExactly(targets);
  }

  @OnEachEngine
  void leavesAnImageAloneThatIsMisclassifiedAlready(NDManager manager) {
    Differentiable source = TinyModels.convolutional(manager);
    NDArray images = IMAGES.all(manager).images();
    NDArray wrong = source.logits(images).argMin(1);

    assertThat(attack().perturb(context(source, LARGE, parameters()), images, wrong).toFloatArray())
        .containsExactly(images.toFloatArray());
  }

  @OnEachEngine
  void leadsByTheConfidence(NDManager manager) {
    Differentiable source = TinyModels.convolutional(manager);
    NDArray images = IMAGES.all(manager).images();
    NDArray labels = IMAGES.all(manager).labels();
    Map<String, Object> confident = new HashMap<>(parameters());
    confident.put("confidence", 2);

    NDArray found =
        attack().perturb(context(source, new Budget(Norm.L2, 3), confident), images, labels);

    for (float margin : margins(source, found, labels)) {
      assertThat(margin).isGreaterThan(2);
    }
  }

  @OnEachEngine
  void isContentWithinTheBudgetWhereAsked(NDManager manager) {
    NDArray images = IMAGES.all(manager).images().mul(0.4f).add(0.3f);
    NDArray labels = IMAGES.all(manager).labels();
    Differentiable source = TinyModels.linear(manager);
    Budget budget = new Budget(Norm.L2, 2);
    Map<String, Object> content = new HashMap<>(parameters());
    content.put("minimal", false);

    NDArray found = attack().perturb(context(source, budget, content), images, labels);
    NDArray minimal = attack().perturb(context(source, budget, parameters()), images, labels);

    for (float margin : margins(source, found, labels)) {
      assertThat(margin).isPositive();
    }
    double sum = 0;
    double minimalSum = 0;
    for (int image = 0; image < IMAGES.size(); image++) {
      sum += Boundary.distance(images, found, image, Norm.L2);
      minimalSum += Boundary.distance(images, minimal, image, Norm.L2);
    }
    assertThat(sum).isGreaterThan(minimalSum);
  }

  private static float[] margins(Differentiable source, NDArray images, NDArray labels) {
    return Losses.margin(labels, TinyImages.CLASSES).of(source.logits(images)).toFloatArray();
  }

  // The reference shares no code: another optimizer, another language, another precision.
  @OnEachEngine
  void comesCloseToTheNearestPointOfACurvedBoundary(NDManager manager) {
    NDArray image = CurvedBoundary.image(manager);
    TestAttackContext context =
        TestAttackContext.of(
                attack().descriptor(),
                List.of(TinyModels.convolutional(manager)),
                new Budget(Norm.L2, 5),
                List.of("waves"))
            .withParameters(Map.of());

    NDArray found = attack().perturb(context, image, CurvedBoundary.label(manager));

    assertThat(Boundary.distance(image, found, 0, Norm.L2))
        .isBetween(CurvedBoundary.NEAREST_L2, 1.02 * CurvedBoundary.NEAREST_L2);
  }

  @OnEachEngine
  void losesNoneToRounding(NDManager manager) {
    RoundingCheck.losesNoneToRounding(
        manager, attack(), new Budget(Norm.L2, 3), Map.of("steps", 60, "binary_search_steps", 4));
  }
}
