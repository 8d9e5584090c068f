package dev.gauntlet.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A shipped D1 with the first test images of mnist-mini. */
final class ShippedModel implements AutoCloseable {
  private static final Shape IMAGE = new Shape(1, 28, 28);
  private static final int CLASSES = 10;

  private final NDManager manager;
  private final Network network;
  private final LabeledImages test;
  private final NDArray images;
  private final NDArray labels;

  ShippedModel(NDManager parent, String defense, int count) {
    this.manager = parent.newSubManager();
    Classifier model =
        Classifier.restore(
            new Shipped(defense),
            new ModelContext(manager, Architecture.D1.id(), IMAGE, CLASSES, 1));
    this.network = (Network) model.differentiable().orElseThrow();
    this.test = new DatasetStore(Path.of("")).load("mnist-mini", Split.TEST).first(count);
    this.images = manager.create(test.unitPixels(0, count), new Shape(count).addAll(IMAGE));
    this.labels = manager.create(IntStream.range(0, count).mapToLong(test::label).toArray());
  }

  Network network() {
    return network;
  }

  /** (N,1,28,28). */
  NDArray images() {
    return images;
  }

  /** (N). */
  NDArray labels() {
    return labels;
  }

  /** A white-box run inside a ball. */
  TestAttackContext context(Attack attack, Norm norm, double epsilon) {
    return TestAttackContext.of(
            attack.descriptor(), List.of(network), new Budget(norm, epsilon), test.ids())
        .withClasses(CLASSES);
  }

  @Override
  public void close() {
    manager.close();
  }

  private record Shipped(String defense) implements CheckpointReader {
    @Override
    public InputStream open(String name) {
      return ShippedModel.class.getResourceAsStream(
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
