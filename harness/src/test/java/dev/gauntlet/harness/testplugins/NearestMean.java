package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.api.TrainingImages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A real classifier that trains in no time: an image belongs to the class whose mean is nearest.
 */
public class NearestMean implements Defense {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "nearest-mean",
        "Nearest mean",
        "Answers the class whose mean image is nearest.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(
            Parameter.number("shrink", 1, 0, 1, "Factor on the means."),
            Parameter.integer("steps", 1, 1, 10, "Progress reports.")),
        List.of(),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    ModelContext model = context.model();
    int size = (int) model.imageShape().size();
    double[][] sums = new double[model.classes()][size];
    int[] counts = new int[model.classes()];
    TrainingImages training = context.training();
    try (NDManager manager = model.manager().newSubManager();
        ImageBatch all = training.batch(manager, IntStream.range(0, training.size()).toArray())) {
      float[] pixels = all.images().toFloatArray();
      long[] labels = all.labels().toLongArray();
      for (int i = 0; i < labels.length; i++) {
        counts[(int) labels[i]]++;
        for (int j = 0; j < size; j++) {
          sums[(int) labels[i]][j] += pixels[i * size + j];
        }
      }
      float[] means = new float[model.classes() * size];
      for (int k = 0; k < model.classes(); k++) {
        for (int j = 0; j < size; j++) {
          means[k * size + j] =
              (float) (context.parameters().number("shrink") * sums[k][j] / counts[k]);
        }
      }
      NDArray weights = manager.create(means, new Shape(model.classes(), size));
      try (OutputStream out = context.checkpoint().create(CheckpointReader.WEIGHTS)) {
        new NDList(weights).encode(out, NDList.Encoding.NPZ);
      }
    } catch (IOException e) {
      throw new CheckpointException("cannot write the means", e);
    }
    int steps = context.parameters().integer("steps");
    for (int step = 1; step <= steps; step++) {
      context.progress().report(step, steps, "held out " + context.validation().size());
    }
    context.checkpoint().note("trainedOnImages", training.size());
    System.out.println("nearest-mean prints to standard output");
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    try (InputStream in = checkpoint.open(CheckpointReader.WEIGHTS)) {
      return new NearestMeanModel(NDList.decode(context.manager(), in).get(0));
    } catch (IOException e) {
      throw new CheckpointException("cannot read the means", e);
    }
  }
}
