package dev.gauntlet.plugins.hgd;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.Ensemble;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** Several denoisers and targets whose logits are averaged (appendix C, table 9). */
@Extension
public final class DenoiserEnsemble implements Defense {
  private static final String FIRST = "first";
  private static final String SECOND = "second";
  private static final String COMBINATION = "combination";
  private static final String FILE = "combination.txt";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "hgd-ensemble",
        "Ensemble of LGDs",
        "Averages the logits of an undefended and of an ensemble adversarially trained model, each"
            + " behind its logits-guided denoiser.",
        Paper.CITATION,
        Architecture.ids(),
        List.of(
            Parameter.choice(
                COMBINATION,
                Combination.words(),
                "each denoiser before its own target, none, the first before both, each before each,"
                    + " or the mean of both images before both")),
        List.of(CheckpointNeed.of(FIRST, "hgd-lgd"), CheckpointNeed.of(SECOND, "hgd-lgd-eat")),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    take(Part.FIRST, FIRST, context);
    take(Part.SECOND, SECOND, context);
    try (OutputStream out = context.checkpoint().create(FILE)) {
      out.write(context.parameters().text(COMBINATION).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CheckpointException("cannot write " + FILE + ": " + e.getMessage(), e);
    }
    Part.noteNoTraining(context.checkpoint());
  }

  private static void take(Part part, String role, TrainingContext context) {
    part.takeDenoiser(context.checkpoint(role), context.checkpoint());
    part.takeTarget(context.checkpoint(role), context.checkpoint());
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    Combination combination = read(checkpoint);
    return DenoisedClassifier.in(
        context,
        inside -> {
          List<Network> denoisers =
              List.of(
                  Denoising.restore(checkpoint, Part.FIRST, inside),
                  Denoising.restore(checkpoint, Part.SECOND, inside));
          List<Network> targets =
              List.of(
                  Classifier.network(checkpoint, Part.FIRST.target(), inside),
                  Classifier.network(checkpoint, Part.SECOND.target(), inside));
          return new DenoisedClassifier.Views(
              combination.of(denoisers, targets, inside),
              new Ensemble(List.copyOf(targets)),
              Optional.empty());
        });
  }

  private static Combination read(CheckpointReader checkpoint) {
    try (InputStream in = checkpoint.open(FILE)) {
      return Combination.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException | IllegalArgumentException e) {
      throw new CheckpointException(
          checkpoint.origin() + ": cannot read " + FILE + ": " + e.getMessage(), e);
    }
  }
}
