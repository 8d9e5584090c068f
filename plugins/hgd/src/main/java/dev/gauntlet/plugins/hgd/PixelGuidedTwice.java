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
import org.pf4j.Extension;

/** The pixel-guided denoiser that takes away twice the noise it predicts (appendix B). */
@Extension
public final class PixelGuidedTwice implements Defense {
  private static final String DENOISER = "denoiser";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "hgd-pixel-x2",
        "Pixel-guided denoiser, noise doubled",
        "The pixel-guided denoiser, as it is, taking away twice the noise that it predicts.",
        Paper.CITATION,
        Architecture.ids(),
        List.of(),
        List.of(CheckpointNeed.of(DENOISER, "hgd-pixel")),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    CheckpointReader trained = context.checkpoint(DENOISER);
    Part.ONLY.takeDenoiser(trained, context.checkpoint());
    Part.ONLY.takeTarget(trained, context.checkpoint());
    Part.noteNoTraining(context.checkpoint());
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    return DenoisedClassifier.restore(checkpoint, context, 2);
  }
}
