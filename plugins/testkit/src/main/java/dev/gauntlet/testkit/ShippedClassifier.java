package dev.gauntlet.testkit;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.io.InputStream;

/** Classifiers whose weights a plugin on the class path ships: what attacks are compared on. */
public final class ShippedClassifier {
  private static final Shape MNIST = new Shape(1, 28, 28);
  private static final int CLASSES = 10;

  private ShippedClassifier() {}

  /**
   * A defense's {@code mnist-d1-seed1}.
   *
   * @param manager owns the network
   * @param defense the id of a defense that is a plain classifier, for example {@code undefended}
   * @return images (N,1,28,28) → logits (N,10)
   * @throws CheckpointException if no such checkpoint is on the class path
   */
  public static Network mnist(NDManager manager, String defense) {
    ModelContext model = new ModelContext(manager, "d1", MNIST, CLASSES, 1);
    return (Network)
        Classifier.restore(new OnClassPath(defense), model).differentiable().orElseThrow();
  }

  private record OnClassPath(String defense) implements CheckpointReader {
    @Override
    public InputStream open(String name) {
      InputStream stream = ShippedClassifier.class.getResourceAsStream(path(name));
      if (stream == null) {
        throw new CheckpointException(
            "no file '" + path(name) + "' on the class path; add the plugin that ships it");
      }
      return stream;
    }

    @Override
    public boolean contains(String name) {
      return ShippedClassifier.class.getResource(path(name)) != null;
    }

    @Override
    public String origin() {
      return "shipped " + defense;
    }

    private String path(String name) {
      return "/checkpoints/" + defense + "/mnist-d1-seed1/" + name;
    }
  }
}
