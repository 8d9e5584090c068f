package dev.gauntlet.testkit;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.models.Classifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.pf4j.Extension;

/** A defense that needs another's checkpoint, and learns all it knows from it. */
@Extension
public final class Student implements Defense {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "student",
        "Student",
        "Answers as its teacher does.",
        Citation.of("The testkit's own tests"),
        List.of("d1"),
        List.of(),
        List.of(new CheckpointNeed("teacher", "plain-classifier", Map.of("epochs", 5), 7)),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    if (!context.checkpointParameters("teacher").get("epochs").equals(5L)) {
      throw new CheckpointException("the teacher was trained with other parameters than needed");
    }
    try (InputStream in = context.checkpoint("teacher").open(CheckpointReader.WEIGHTS);
        OutputStream out = context.checkpoint().create(CheckpointReader.WEIGHTS)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw new CheckpointException("cannot copy the teacher", e);
    }
    context.checkpoint().note("forwardPassesPerImage", 0);
    context.checkpoint().note("backwardPassesPerImage", 0);
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    return Classifier.restore(checkpoint, context);
  }
}
