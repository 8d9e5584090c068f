package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
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

/** A nearest-mean classifier that misbehaves as its parameter says. */
public class HostileDefense extends NearestMean {
  private static final String HOW = "how.txt";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "hostile",
        "Hostile",
        "Does what it must not.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(
            Parameter.choice(
                "how",
                List.of(
                    "restore", "predict", "class", "shape", "gradient", "none", "reject", "train"),
                "How."),
            Parameter.number("shrink", 1, 0, 1, "Factor on the means."),
            Parameter.integer("steps", 1, 1, 10, "Progress reports.")),
        List.of(),
        true,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    if (context.parameters().text("how").equals("train")) {
      throw new IllegalStateException("this defense never trains");
    }
    super.train(context);
    try (OutputStream out = context.checkpoint().create(HOW)) {
      out.write(context.parameters().text("how").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CheckpointException("cannot write", e);
    }
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    try (InputStream weights = checkpoint.open(CheckpointReader.WEIGHTS);
        InputStream how = checkpoint.open(HOW)) {
      String word = new String(how.readAllBytes(), StandardCharsets.UTF_8);
      if (word.equals("restore")) {
        throw new CheckpointException("this defense never restores");
      }
      return new Model(NDList.decode(context.manager(), weights).get(0), word);
    } catch (IOException e) {
      throw new CheckpointException("cannot read", e);
    }
  }

  /** The model. */
  public static class Model extends NearestMeanModel {
    private final String how;

    Model(NDArray means, String how) {
      super(means);
      this.how = how;
    }

    @Override
    public Prediction predict(NDArray images) {
      Prediction honest = super.predict(images);
      return switch (how) {
        case "predict" -> throw new IllegalStateException("the defense gives up");
        case "class" ->
            new Prediction(honest.labels().add(10), honest.rejected(), Optional.empty());
        case "shape" ->
            new Prediction(
                honest.labels().get("0:1"), honest.rejected().get("0:1"), Optional.empty());
        case "reject" ->
            new Prediction(
                honest.labels(),
                images.getManager().create(all(images.getShape().get(0))),
                Optional.empty());
        default -> honest;
      };
    }

    private static boolean[] all(long count) {
      boolean[] rejected = new boolean[(int) count];
      java.util.Arrays.fill(rejected, true);
      return rejected;
    }

    @Override
    public Optional<Differentiable> differentiable() {
      return how.equals("none") ? Optional.empty() : super.differentiable();
    }

    @Override
    public InputGradient inputGradient(NDArray images, LogitLoss loss) {
      if (how.equals("gradient")) {
        throw new IllegalStateException("no gradient for you");
      }
      return super.inputGradient(images, loss);
    }
  }
}
