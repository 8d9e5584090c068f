package dev.gauntlet.plugins.jsma;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.ShippedClassifier;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.toolkit.gradient.Network;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * As strong as torchattacks' JSMA on the same weights and images: θ = 1, γ = 0.1 (78 pixels), the
 * class after the label as target.
 */
class JsmaStrengthTest {
  private static final int IMAGES = 30;
  private static final int CLASSES = 10;
  private static final int PIXELS = 784;
  // Of torchattacks, measured with its JSMA(model, theta=1, gamma=0.1).
  private static final int HITS = 29;
  private static final double MEAN_PIXELS = 50.4;

  // A quarter of the inked pixels of mnist-mini are 253/255 or 254/255, where a step goes nowhere.
  @OnEachEngine
  void reachesAsManyTargetsWithNoMorePixels(NDManager manager) {
    Network model = ShippedClassifier.mnist(manager, "undefended");
    LabeledImages test = new DatasetStore(Path.of("")).load("mnist-mini", Split.TEST).first(IMAGES);
    NDArray clean = manager.create(test.unitPixels(0, IMAGES), new Shape(IMAGES, 1, 28, 28));
    long[] labels = Arrays.stream(test.labels()).asLongStream().toArray();
    long[] targets = Arrays.stream(labels).map(label -> (label + 1) % CLASSES).toArray();
    Jsma attack = new Jsma();
    TestAttackContext context =
        TestAttackContext.of(
                attack.descriptor(), List.of(model), new Budget(Norm.L0, 78), test.ids())
            .withClasses(CLASSES)
            .withTargets(manager.create(targets));

    NDArray found = attack.perturb(context, clean, manager.create(labels));

    long[] predicted = model.logits(found).argMax(1).toLongArray();
    float[] change = found.sub(clean).toFloatArray();
    int hits = 0;
    double changed = 0;
    for (int image = 0; image < IMAGES; image++) {
      hits += predicted[image] == targets[image] ? 1 : 0;
      for (int i = image * PIXELS; i < (image + 1) * PIXELS; i++) {
        changed += change[i] != 0 ? 1 : 0;
      }
    }
    assertThat(hits).isGreaterThanOrEqualTo(HITS);
    assertThat(changed / IMAGES).isLessThanOrEqualTo(MEAN_PIXELS);
  }
}
