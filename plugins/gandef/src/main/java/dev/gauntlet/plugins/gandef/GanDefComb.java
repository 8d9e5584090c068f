package dev.gauntlet.plugins.gandef;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.discriminators.Discriminator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.pf4j.Extension;

/**
 * GanDef's classifier with its discriminator as a detector, both as GanDef's training left them.
 */
@Extension
public final class GanDefComb implements Defense {
  private static final String THRESHOLD = "threshold";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "gandef-comb",
        "GanDef-Comb",
        "GanDef, which rejects an image where its discriminator is surer than a threshold that it is attacked.",
        PgdGame.CITATION,
        Architecture.ids(),
        List.of(
            Parameter.number(
                THRESHOLD,
                0.5,
                0,
                1,
                "the discriminator's probability of an attack above which an image is rejected")),
        List.of(CheckpointNeed.of(GanDef.ID, GanDef.ID)),
        true,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    CheckpointReader trained = context.checkpoint(GanDef.ID);
    CheckpointWriter checkpoint = context.checkpoint();
    copy(CheckpointReader.WEIGHTS, trained, checkpoint);
    copy(Discriminator.WEIGHTS, trained, checkpoint);
    new Threshold(context.parameters().number(THRESHOLD)).write(checkpoint);
    checkpoint.note("networksTakenFrom", GanDef.ID);
    checkpoint.note("forwardPassesPerImage", 0);
    checkpoint.note("backwardPassesPerImage", 0);
  }

  private static void copy(String file, CheckpointReader from, CheckpointWriter to) {
    try (InputStream in = from.open(file);
        OutputStream out = to.create(file)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw new CheckpointException(
          from.origin() + ": cannot take over " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    return CombinedModel.restore(checkpoint, context);
  }
}
