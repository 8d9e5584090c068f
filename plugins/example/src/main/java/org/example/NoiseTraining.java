package org.example;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.*;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.defenses.ClassifierDefense;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.*;
import java.util.List;
import org.pf4j.Extension;

/** Cross-entropy on images with uniform noise. */
@Extension
public final class NoiseTraining extends ClassifierDefense {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "noise-training",
        "Noise training",
        "Trains on images with uniform noise.",
        Citation.of("My team, 2026"),
        Architecture.ids(),
        TrainingParameters.with(
            2, Parameter.number("noise", 0.3, 0, 1, "largest change of a pixel, in [0, 1] units")),
        List.of(),
        false,
        false);
  }

  @Override
  protected Training fit(TrainingLoop loop, Network network, TrainingContext context) {
    float noise = context.parameters().decimal("noise");
    int classes = context.model().classes();
    return loop.run(
        (model, batch, step) -> {
          NDArray images = batch.images();
          NDArray noised =
              step.random()
                  .uniform(images.getManager(), "noise", images.getShape().slice(1), -noise, noise)
                  .addi(images)
                  .clip(0, 1);
          return () -> Losses.crossEntropy(batch.labels(), classes).of(model.trainingLogits(noised)).mean();
        });
  }
}
