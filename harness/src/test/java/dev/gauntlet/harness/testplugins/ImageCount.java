package dev.gauntlet.harness.testplugins;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Preparation;
import dev.gauntlet.api.PreparationDescriptor;
import dev.gauntlet.api.TrainingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Prepares a file with the number of training images. */
public class ImageCount implements Preparation {
  static final String ID = "image-count";
  static final String FILE = "count.txt";

  @Override
  public PreparationDescriptor descriptor() {
    return new PreparationDescriptor(
        ID,
        "Image count",
        "Counts the training images.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(Parameter.integer("times", 1, 1, 10, "Factor on the count.")),
        List.of());
  }

  @Override
  public void prepare(TrainingContext context) {
    int count = context.training().size() * context.parameters().integer("times");
    try (OutputStream out = context.checkpoint().create(FILE)) {
      out.write(count);
      out.write(count >> 8);
    } catch (IOException e) {
      throw new CheckpointException("cannot write the count", e);
    }
    context.progress().report(1, 1, "counted " + count);
  }
}
