package dev.gauntlet.plugins.zkgandef;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.discriminators.GameDefense;
import dev.gauntlet.toolkit.discriminators.GameRules;
import dev.gauntlet.toolkit.discriminators.Penalty;
import dev.gauntlet.toolkit.discriminators.Perturbation;
import dev.gauntlet.toolkit.training.GaussianNoise;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** GanDef's game on noised images instead of attacked ones: no attack is run in training. */
@Extension
public final class ZkGanDef extends GameDefense {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "zk-gandef",
        "ZK-GanDef",
        "Trains on clean and noised images in a game against a discriminator, which looks for the noise in the logits;"
            + " runs no attack.",
        new Citation(
            "Liu, Khalil, Khreishah: ZK-GanDef: a GAN based zero knowledge adversarial training defense for neural"
                + " networks. 2019",
            "https://arxiv.org/abs/1904.08516"),
        Architecture.ids(),
        TrainingParameters.with(
            6,
            Stream.concat(GameRules.parameters(2).stream(), Stream.of(GaussianNoise.parameter()))
                .toArray(Parameter[]::new)),
        List.of(),
        false,
        false);
  }

  @Override
  protected GameRules rules(TrainingContext context) {
    return GameRules.of(Penalty.PERTURBED, context.parameters());
  }

  @Override
  protected Perturbation perturbation(TrainingContext context) {
    GaussianNoise noise = GaussianNoise.of(context.parameters());
    return (classifier, batch, step) -> noise.on(batch, step, "noise");
  }

  // By an attack, the choice of the epoch would be knowledge of one.
  @Override
  protected Measures measures(TrainingContext context) {
    return Measures.CLEAN;
  }
}
