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
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A nearest-mean classifier that looks robust: it points every gradient the other way. */
public class Masked extends NearestMean {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "masked",
        "Masked",
        "Lies about its gradients.",
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
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    try (InputStream in = checkpoint.open(CheckpointReader.WEIGHTS)) {
      return new Model(NDList.decode(context.manager(), in).get(0));
    } catch (IOException e) {
      throw new CheckpointException("cannot read the means", e);
    }
  }

  /** The model. */
  public static class Model extends NearestMeanModel {
    Model(NDArray means) {
      super(means);
    }

    @Override
    public InputGradient inputGradient(NDArray images, LogitLoss loss) {
      InputGradient honest = super.inputGradient(images, loss);
      return new InputGradient(honest.gradient().neg(), honest.logits());
    }
  }
}
