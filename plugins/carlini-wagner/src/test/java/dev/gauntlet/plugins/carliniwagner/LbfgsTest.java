package dev.gauntlet.plugins.carliniwagner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.List;
import java.util.Map;

class LbfgsTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final Budget LARGE = new Budget(Norm.L2, 1);

  @Override
  protected Attack attack() {
    return new Lbfgs();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("iterations", 15, "binary_search_steps", 5);
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
                context(
                    TinyModels.linear(manager),
                    LARGE,
                    Map.of("iterations", 50, "binary_search_steps", 20)),
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

  private static float[] margins(Differentiable source, NDArray images, NDArray labels) {
    return Losses.margin(labels, TinyImages.CLASSES).of(source.logits(images)).toFloatArray();
  }

  // scipy's L-BFGS-B (memory 10, the same c) in float64, the network and its backward pass written
  // anew, finds the same local minima.
  @OnEachEngine
  void findsWhatAnotherOptimizerFinds(NDManager manager) {
    NDArray image = CurvedBoundary.image(manager);
    TestAttackContext context =
        TestAttackContext.of(
                attack().descriptor(),
                List.of(TinyModels.convolutional(manager)),
                new Budget(Norm.L2, 5),
                List.of("waves"))
            .withParameters(Map.of("iterations", 60, "binary_search_steps", 14));

    NDArray found = attack().perturb(context, image, CurvedBoundary.label(manager));

    assertThat(Boundary.distance(image, found, 0, Norm.L2)).isCloseTo(0.9917052, within(1e-4));
  }

  @OnEachEngine
  void losesNoneToRounding(NDManager manager) {
    RoundingCheck.losesNoneToRounding(
        manager,
        attack(),
        new Budget(Norm.L2, 3),
        Map.of("iterations", 20, "binary_search_steps", 6));
  }
}
