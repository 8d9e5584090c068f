package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.TrainingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes another method's model and hides it behind a preprocessor without gradients: what an
 * oblivious attack sees is that model.
 */
public class Copycat extends NearestMean {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "copycat",
        "Copycat",
        "Copies a model that somebody else trained.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(),
        List.of(new CheckpointNeed("original", "nearest-mean", Map.of("shrink", 0.75), 5)),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    try (InputStream in = context.checkpoint("original").open(CheckpointReader.WEIGHTS);
        OutputStream out = context.checkpoint().create(CheckpointReader.WEIGHTS)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw new CheckpointException("cannot copy", e);
    }
    context.checkpoint().note("copiedFrom", context.checkpointParameters("original"));
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    try (InputStream in = checkpoint.open(CheckpointReader.WEIGHTS)) {
      return new Model(NDList.decode(context.manager(), in).get(0));
    } catch (IOException e) {
      throw new CheckpointException("cannot read", e);
    }
  }

  /** The model. */
  public static class Model extends NearestMeanModel {
    Model(NDArray means) {
      super(means);
    }

    @Override
    public Optional<Differentiable> differentiable() {
      return Optional.empty();
    }

    @Override
    public Optional<Differentiable> protectedModel() {
      return Optional.of(this);
    }
  }
}
