package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Detector;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Layers;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.api.TrainingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A nearest-mean classifier that shows all there is to show: it rejects bright images, rounds the
 * pixels to black and white before it classifies, and recorded a curve.
 */
public class Showing extends NearestMean {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "showing",
        "Showing",
        "Rejects bright images, and classifies the others in black and white.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(
            Parameter.number("shrink", 1, 0, 1, "Factor on the means."),
            Parameter.integer("steps", 1, 1, 10, "Progress reports.")),
        List.of(),
        true,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    super.train(context);
    context
        .checkpoint()
        .note(
            "curve",
            List.of(
                Map.of("epoch", 1, "loss", 2.0, "cleanAccuracy", 0.7, "robustAccuracy", 0.1),
                Map.of("epoch", 2, "loss", 1.0, "cleanAccuracy", 0.8)));
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    try (InputStream in = checkpoint.open(CheckpointReader.WEIGHTS)) {
      return new Model(NDList.decode(context.manager(), in).get(0));
    } catch (IOException e) {
      throw new CheckpointException("cannot read the means", e);
    }
  }

  /** The model. */
  public static class Model implements DefendedModel, Detector, Layers {
    private final NearestMeanModel classifier;

    Model(NDArray means) {
      classifier = new NearestMeanModel(means);
    }

    @Override
    public Prediction predict(NDArray images) {
      Prediction answer = classifier.predict(blackAndWhite(images));
      return new Prediction(
          answer.labels(), scores(images).gt((float) threshold()), answer.logits());
    }

    @Override
    public Optional<Differentiable> differentiable() {
      return Optional.of(classifier);
    }

    @Override
    public Optional<Detector> detector() {
      return Optional.of(this);
    }

    @Override
    public Optional<Layers> layers() {
      return Optional.of(this);
    }

    @Override
    public NDArray scores(NDArray images) {
      return images.mean(new int[] {1, 2, 3});
    }

    @Override
    public double threshold() {
      return 0.2;
    }

    @Override
    public List<String> names() {
      return List.of("image", "logits");
    }

    @Override
    public List<NDArray> activations(NDArray images) {
      return unprotected(blackAndWhite(images));
    }

    @Override
    public List<NDArray> unprotected(NDArray images) {
      return List.of(images, classifier.logits(images));
    }

    private static NDArray blackAndWhite(NDArray images) {
      return images.gt(0.5f).toType(images.getDataType(), false);
    }

    @Override
    public void close() {
      classifier.close();
    }
  }
}
