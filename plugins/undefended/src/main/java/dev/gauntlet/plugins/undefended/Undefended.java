package dev.gauntlet.plugins.undefended;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.training.Labels;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import java.util.Map;
import org.pf4j.Extension;

/** No defense: cross-entropy on clean images. */
@Extension
public final class Undefended extends ClassifierDefense {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "undefended",
        "Undefended",
        "A classifier trained on clean images only; the baseline, and the usual source of transfer attacks.",
        new Citation(
            "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition. Proceedings of the"
                + " IEEE, 1998",
            "https://doi.org/10.1109/5.726791"),
        Architecture.ids(),
        TrainingParameters.on(
            "cifar10",
            Map.of(TrainingParameters.EPOCHS, 15, TrainingParameters.LEARNING_RATE, 3e-3),
            TrainingParameters.on(
                "fashion-mnist",
                Map.of(TrainingParameters.EPOCHS, 8),
                TrainingParameters.with(5, Labels.parameter()))),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    Labels labels = Labels.of(context.parameters());
    int classes = context.model().classes();
    return loop.run(
        (model, batch, step) ->
            () ->
                labels
                    .crossEntropy(batch.labels(), classes)
                    .of(model.trainingLogits(batch.images()))
                    .mean());
  }
}
