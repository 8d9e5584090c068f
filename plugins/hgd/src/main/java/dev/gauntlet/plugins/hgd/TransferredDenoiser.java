package dev.gauntlet.plugins.hgd;

import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import java.util.List;
import java.util.Map;
import org.pf4j.Extension;

/** LGD before a model that did not guide it (section 5.3, table 5). */
@Extension
public final class TransferredDenoiser implements Defense {
  private static final String DENOISER = "denoiser";
  private static final String TARGET = "target";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "hgd-lgd-transferred",
        "LGD before another model",
        "The logits-guided denoiser, as it is, before an undefended model of another seed.",
        Paper.CITATION,
        Architecture.ids(),
        List.of(),
        List.of(
            CheckpointNeed.of(DENOISER, "hgd-lgd"),
            new CheckpointNeed(TARGET, "undefended", Map.of(), 1)),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    Part.ONLY.takeDenoiser(context.checkpoint(DENOISER), context.checkpoint());
    Part.ONLY.takeClassifier(context.checkpoint(TARGET), context.checkpoint());
    Part.noteNoTraining(context.checkpoint());
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    return DenoisedClassifier.restore(checkpoint, context, 1);
  }
}
