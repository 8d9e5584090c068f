package dev.gauntlet.harness.testplugins;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.TrainingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Trains with what {@link ImageCount} has prepared, and notes what that was. */
public class Counting extends NearestMean {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "counting",
        "Counting",
        "Notes how many images there are.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        super.descriptor().parameters(),
        List.of(new CheckpointNeed("count", ImageCount.ID, Map.of("times", 2), 0)),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    super.train(context);
    try (InputStream in = context.checkpoint("count").open(ImageCount.FILE)) {
      context.checkpoint().note("prepared", in.read() + (in.read() << 8));
    } catch (IOException e) {
      throw new CheckpointException("cannot read the count", e);
    }
  }
}
