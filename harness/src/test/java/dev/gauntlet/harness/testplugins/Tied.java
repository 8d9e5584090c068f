package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.api.TrainingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A nearest-mean classifier whose answers change, innocently or not, when it is asked again. */
public class Tied extends NearestMean {
  private static final String HOW = "how.txt";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "tied",
        "Tied",
        "Answers otherwise when asked again.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(
            Parameter.choice("how", List.of("size", "call", "draw", "all-tie", "die"), "How."),
            Parameter.flag("scores", true, "Whether it gives its logits."),
            Parameter.number("shrink", 1, 0, 1, "Factor on the means."),
            Parameter.integer("steps", 1, 1, 10, "Progress reports.")),
        List.of(),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    super.train(context);
    try (OutputStream out = context.checkpoint().create(HOW)) {
      String how = context.parameters().text("how") + " " + context.parameters().flag("scores");
      out.write(how.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CheckpointException("cannot write", e);
    }
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    try (InputStream weights = checkpoint.open(CheckpointReader.WEIGHTS);
        InputStream how = checkpoint.open(HOW)) {
      String[] words = new String(how.readAllBytes(), StandardCharsets.UTF_8).split(" ", -1);
      return new Model(
          NDList.decode(context.manager(), weights).get(0), words[0], words[1].equals("true"));
    } catch (IOException e) {
      throw new CheckpointException("cannot read", e);
    }
  }

  /** The model. */
  public static class Model extends NearestMeanModel {
    /** The lead that rounding gives one class or the other. */
    private static final float LEAD = 1e-7f;

    private final String how;
    private final boolean scores;
    private int calls;

    Model(NDArray means, String how, boolean scores) {
      super(means);
      this.how = how;
      this.scores = scores;
    }

    /** The first image of a batch is the one that flips: a second look shows the very first. */
    @Override
    public Prediction predict(NDArray images) {
      calls++;
      if (how.equals("die") && calls > 2) {
        throw new IllegalStateException("asked once too often");
      }
      NDArray honest = logits(images);
      int classes = (int) honest.getShape().get(1);
      int count = (int) honest.getShape().get(0);
      float[] values = honest.toFloatArray();
      switch (how) {
        // As an engine that adds in another order in a small batch.
        case "size" -> tie(values, classes, count < 10, LEAD);
        // As one whose threads add in another order each time.
        case "call" -> tie(values, classes, calls > 1, LEAD);
        case "draw", "die" -> tie(values, classes, calls > 1, 1);
        // Every answer is another one, and the logits would have it a tie.
        default -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = i % classes == calls % classes ? 1 + LEAD : 1;
          }
        }
      }
      return prediction(images.getManager(), values, count, classes);
    }

    private static void tie(float[] values, int classes, boolean second, float lead) {
      for (int k = 0; k < classes; k++) {
        values[k] = 0;
      }
      values[0] = 1 + (second ? 0 : lead);
      values[1] = 1 + (second ? lead : 0);
    }

    private Prediction prediction(NDManager manager, float[] values, int count, int classes) {
      long[] labels = new long[count];
      for (int i = 0; i < count; i++) {
        for (int k = 1; k < classes; k++) {
          if (values[i * classes + k] > values[i * classes + (int) labels[i]]) {
            labels[i] = k;
          }
        }
      }
      NDArray rejected = manager.zeros(new Shape(count), DataType.BOOLEAN);
      return new Prediction(
          manager.create(labels),
          rejected,
          scores
              ? Optional.of(manager.create(values, new Shape(count, classes)))
              : Optional.empty());
    }
  }
}
