package dev.gauntlet.plugins.deepfool;

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
import java.util.List;
import java.util.Map;

class DeepFoolTest extends AttackContract {
  private static final TinyImages IMAGES = new TinyImages(6, 4);
  private static final int PIXELS = 64;

  @Override
  protected Attack attack() {
    return new DeepFool();
  }

  private NDArray perturb(
      Differentiable source, Budget budget, NDArray images, NDArray labels, Map<String, ?> with) {
    TestAttackContext context =
        TestAttackContext.of(attack().descriptor(), List.of(source), budget, IMAGES.ids())
            .withParameters(with);
    return attack().perturb(context, images, labels);
  }

  // min_k |f_k − f_y| / ‖w_k − w_y‖_q, or 0 for what is misclassified already, far enough from the
  // ends of the pixel range.
  @OnEachEngine
  void reachesTheNearestBoundaryOfALinearModel(NDManager manager) {
    NDArray images = IMAGES.all(manager).images().mul(0.4f).add(0.3f);
    NDArray labels = IMAGES.all(manager).labels();
    for (Norm norm : List.of(Norm.L2, Norm.LINF)) {
      NDArray found =
          perturb(
              TinyModels.linear(manager),
              new Budget(norm, 1),
              images,
              labels,
              Map.of("overshoot", 0));

      for (int image = 0; image < IMAGES.size(); image++) {
        double nearest = nearest(images, (int) labels.getLong(image), image, norm);
        assertThat(distance(images, found, image, norm))
            .as("image %d, %s", image, norm)
            .isBetween(nearest, nearest + 1e-3);
      }
    }
  }

  @OnEachEngine
  void goesBeyondTheBoundaryByTheOvershoot(NDManager manager) {
    NDArray images = IMAGES.all(manager).images().mul(0.4f).add(0.3f);
    NDArray labels = IMAGES.all(manager).labels();
    NDArray found =
        perturb(
            TinyModels.linear(manager),
            new Budget(Norm.L2, 1),
            images,
            labels,
            Map.of("overshoot", 0.2));

    for (int image = 0; image < IMAGES.size(); image++) {
      double nearest = nearest(images, (int) labels.getLong(image), image, Norm.L2);
      assertThat(distance(images, found, image, Norm.L2))
          .as("image %d", image)
          .isCloseTo(1.2 * nearest, within(1e-3));
    }
  }

  @OnEachEngine
  void foolsACurvedModelWithLessThanABudgetToSpare(NDManager manager) {
    Differentiable source = TinyModels.convolutional(manager);
    NDArray images = IMAGES.all(manager).images();
    NDArray labels = IMAGES.all(manager).labels();

    NDArray found = perturb(source, new Budget(Norm.L2, 5), images, labels, Map.of());

    long[] predicted = source.logits(found).argMax(1).toLongArray();
    for (int image = 0; image < IMAGES.size(); image++) {
      assertThat(predicted[image]).as("image %d", image).isNotEqualTo(labels.getLong(image));
      assertThat(distance(images, found, image, Norm.L2)).isLessThan(2);
    }
  }

  @OnEachEngine
  void considersOnlyTheLikeliestClassesWhereAsked(NDManager manager) {
    NDArray images = IMAGES.all(manager).images().mul(0.4f).add(0.3f);
    NDArray labels = IMAGES.all(manager).labels();
    Differentiable source = TinyModels.linear(manager);
    float[] logits = source.logits(images).toFloatArray();

    NDArray found =
        perturb(source, new Budget(Norm.L2, 1), images, labels, Map.of("candidates", 1));

    long[] predicted = source.logits(found).argMax(1).toLongArray();
    for (int image = 0; image < IMAGES.size(); image++) {
      int own = (int) labels.getLong(image);
      int first = (own + 1) % TinyImages.CLASSES;
      int second = (own + 2) % TinyImages.CLASSES;
      boolean firstLeads =
          logits[image * TinyImages.CLASSES + first] > logits[image * TinyImages.CLASSES + second];
      assertThat(predicted[image]).as("image %d", image).isEqualTo(firstLeads ? first : second);
    }
  }

  @OnEachEngine
  void leavesAnImageAloneThatIsMisclassifiedAlready(NDManager manager) {
    Differentiable source = TinyModels.convolutional(manager);
    NDArray images = IMAGES.all(manager).images();
    NDArray wrong = source.logits(images).argMin(1);

    assertThat(perturb(source, new Budget(Norm.LINF, 0.3), images, wrong, Map.of()).toFloatArray())
        .containsExactly(images.toFloatArray());
  }

  private static double nearest(NDArray images, int label, int image, Norm norm) {
    float[] pixels = images.toFloatArray();
    float[] weights = TinyModels.linearWeights();
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < TinyImages.CLASSES; k++) {
      double lead = 0;
      double sum = 0;
      for (int i = 0; i < PIXELS; i++) {
        double slope = (double) weights[k * PIXELS + i] - weights[label * PIXELS + i];
        lead += slope * pixels[image * PIXELS + i];
        sum += norm == Norm.L2 ? slope * slope : Math.abs(slope);
      }
      if (lead > 0) {
        return 0;
      }
      if (k != label) {
        nearest = Math.min(nearest, Math.abs(lead) / (norm == Norm.L2 ? Math.sqrt(sum) : sum));
      }
    }
    return nearest;
  }

  private static double distance(NDArray clean, NDArray found, int image, Norm norm) {
    float[] change = found.sub(clean).toFloatArray();
    double squares = 0;
    double largest = 0;
    for (int i = image * PIXELS; i < (image + 1) * PIXELS; i++) {
      squares += (double) change[i] * change[i];
      largest = Math.max(largest, Math.abs(change[i]));
    }
    return norm == Norm.L2 ? Math.sqrt(squares) : largest;
  }

  // The paper's algorithm with η = 0.02 in float64 with numpy, the network and its backward pass
  // written anew: two steps, each to the class that is nearest then.
  @OnEachEngine
  void goesWhereAnIndependentComputationGoes(NDManager manager) {
    NDArray image = CurvedBoundary.image(manager);
    Map<Norm, Double> distances = Map.of(Norm.L2, 0.9373307, Norm.LINF, 0.1898633);

    distances.forEach(
        (norm, expected) -> {
          TestAttackContext context =
              TestAttackContext.of(
                  attack().descriptor(),
                  List.of(TinyModels.convolutional(manager)),
                  new Budget(norm, 1),
                  List.of("waves"));

          NDArray found = attack().perturb(context, image, CurvedBoundary.label(manager));

          assertThat(distance(image, found, 0, norm)).isCloseTo(expected, within(1e-5));
        });
  }

  @OnEachEngine
  void losesNoneToRounding(NDManager manager) {
    RoundingCheck.losesNoneToRounding(manager, attack(), new Budget(Norm.LINF, 0.5), Map.of());
    RoundingCheck.losesNoneToRounding(manager, attack(), new Budget(Norm.L2, 3), Map.of());
  }
}
