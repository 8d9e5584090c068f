package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.DefenseDescriptor;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A nearest-mean classifier that turns on the harness while it trains or answers. */
public class Traitor extends NearestMean {
  private static final String DEED = "deed.txt";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "traitor",
        "Traitor",
        "Does what it must not.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(
            Saboteur.text("training", "What it does while it trains."),
            Saboteur.text("answering", "What it does while it answers."),
            Saboteur.text("target", "To whom."),
            Parameter.number("shrink", 1, 0, 1, "Factor on the means."),
            Parameter.integer("steps", 1, 1, 10, "Progress reports.")),
        List.of(),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    super.train(context);
    String deed = context.parameters().text("training");
    String target = context.parameters().text("target");
    try (OutputStream out = context.checkpoint().create(DEED)) {
      out.write(
          (context.parameters().text("answering") + " " + target).getBytes(StandardCharsets.UTF_8));
      if (deed.equals("half")) {
        // Half a checkpoint: the means are there, this file is not whole.
        Runtime.getRuntime().halt(18);
      } else if (deed.equals("link")) {
        Files.createSymbolicLink(Path.of("out", "checkpoint", "labels.txt"), Path.of(target));
      } else {
        Deeds.commit(deed, target);
      }
    } catch (IOException e) {
      throw new CheckpointException("cannot write", e);
    }
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    try (InputStream weights = checkpoint.open(CheckpointReader.WEIGHTS);
        InputStream deed = checkpoint.open(DEED)) {
      String[] words = new String(deed.readAllBytes(), StandardCharsets.UTF_8).split(" ", -1);
      return new Model(NDList.decode(context.manager(), weights).get(0), words[0], words[1]);
    } catch (IOException e) {
      throw new CheckpointException("cannot read", e);
    }
  }

  /** The model. */
  public static class Model extends NearestMeanModel {
    /** What the process remembers. */
    private static int asked;

    private final String deed;
    private final String target;

    Model(NDArray means, String deed, String target) {
      super(means);
      this.deed = deed;
      this.target = target;
    }

    @Override
    public Prediction predict(NDArray images) {
      Prediction honest = super.predict(images);
      asked++;
      switch (deed) {
        case "fickle" -> {
          return new Prediction(
              honest.labels().add(asked).mod(10), honest.rejected(), Optional.empty());
        }
        case "remember" -> {
          // Two questions to a task, at most three with the one that repeats images.
          return new Prediction(
              asked > 3 ? honest.labels().mul(0) : honest.labels(),
              honest.rejected(),
              Optional.empty());
        }
        case "class" -> {
          return new Prediction(honest.labels().add(10), honest.rejected(), Optional.empty());
        }
        case "shape" -> {
          return new Prediction(
              honest.labels().get("0:1"), honest.rejected().get("0:1"), Optional.empty());
        }
        default -> Deeds.commit(deed, target);
      }
      return honest;
    }

    @Override
    public InputGradient inputGradient(NDArray images, LogitLoss loss) {
      if (deed.equals("ambush")) {
        // Whoever asks for gradients is an attack.
        Runtime.getRuntime().halt(19);
      }
      InputGradient honest = super.inputGradient(images, loss);
      if (deed.equals("spoil")) {
        // Whatever the attack goes on from is gone.
        images.muli(0f);
      }
      return honest;
    }
  }
}
