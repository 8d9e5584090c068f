package dev.gauntlet.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.plugins.pgd.Pgd;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Counts the gradients that PGD-40 spares where fooled images leave the batch. */
final class EarlyExit {
  private static final int IMAGES = 200;
  private static final Shape IMAGE = new Shape(1, 28, 28);

  private EarlyExit() {}

  static void measure(NDManager parent, String defense) {
    try (NDManager manager = parent.newSubManager();
        Classifier model =
            Classifier.restore(
                new Shipped(defense),
                new ModelContext(manager, Architecture.D1.id(), IMAGE, 10, 1))) {
      Network network = (Network) model.differentiable().orElseThrow();
      LabeledImages test =
          new DatasetStore(Path.of("")).load("mnist-mini", Split.TEST).first(IMAGES);
      NDArray images = manager.create(test.unitPixels(0, IMAGES), new Shape(IMAGES).addAll(IMAGE));
      NDArray labels = manager.create(IntStream.range(0, IMAGES).mapToLong(test::label).toArray());
      Pgd attack = new Pgd();
      TestAttackContext context =
          TestAttackContext.of(
                  attack.descriptor(), List.of(network), new Budget(Norm.LINF, 0.3), test.ids())
              .withClasses(10);
      long[] toTheEnd = predicted(network, attack.perturb(context, images, labels));
      long full = network.backwardImages();
      long[] stopped =
          predicted(network, attack.perturb(context.withFinalSuccess(), images, labels));
      long spent = network.backwardImages() - full;
      System.out.printf(
          Locale.ROOT,
          "%-8s d1     PGD-40 on %s, %d images: leaving early spares %.0f %% of the gradients, %d images judged otherwise%n",
          parent.getEngine().getEngineName(),
          defense,
          IMAGES,
          100.0 * (full - spent) / full,
          IntStream.range(0, IMAGES)
              .filter(i -> (toTheEnd[i] == test.label(i)) != (stopped[i] == test.label(i)))
              .count());
    }
  }

  private static long[] predicted(Network network, NDArray images) {
    try (NDArray logits = network.logits(images)) {
      return logits.argMax(1).toLongArray();
    }
  }

  private record Shipped(String defense) implements CheckpointReader {
    @Override
    public InputStream open(String name) {
      return EarlyExit.class.getResourceAsStream(
          "/checkpoints/" + defense + "/mnist-d1-seed1/" + name);
    }

    @Override
    public boolean contains(String name) {
      return name.equals(WEIGHTS);
    }

    @Override
    public String origin() {
      return "shipped " + defense;
    }
  }
}
