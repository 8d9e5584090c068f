package dev.gauntlet.plugins.autoattack;

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
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A shipped D1 with the first test images of mnist-mini, which it classifies correctly. */
record ShippedModel(Network network, NDArray images, NDArray labels, List<String> ids) {
  private static final Shape IMAGE = new Shape(1, 28, 28);
  private static final int CLASSES = 10;

  static ShippedModel of(NDManager manager, String defense, int count) {
    Classifier model =
        Classifier.restore(
            new Shipped(defense),
            new ModelContext(manager, Architecture.D1.id(), IMAGE, CLASSES, 1));
    LabeledImages test = new DatasetStore(Path.of("")).load("mnist-mini", Split.TEST).first(count);
    return new ShippedModel(
        (Network) model.differentiable().orElseThrow(),
        manager.create(test.unitPixels(0, count), new Shape(count).addAll(IMAGE)),
        manager.create(IntStream.range(0, count).mapToLong(test::label).toArray()),
        test.ids());
  }

  TestAttackContext context(Attack attack, Budget budget) {
    return TestAttackContext.of(attack.descriptor(), List.of(network), budget, ids)
        .withClasses(CLASSES);
  }

  boolean[] fooled(NDArray images) {
    TestAttackContext any = context(new FabT(), new Budget(Norm.LINF, 1));
    return Objective.of(any, labels).reached(network.logits(images));
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
