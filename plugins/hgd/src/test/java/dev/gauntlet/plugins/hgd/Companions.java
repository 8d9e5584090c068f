package dev.gauntlet.plugins.hgd;

import dev.gauntlet.plugins.ensembleadversarialtraining.EnsembleAdversarialTraining;
import dev.gauntlet.plugins.undefended.Undefended;
import dev.gauntlet.testkit.Companion;
import java.util.List;
import java.util.Map;

/** All that denoisers need, trained in no time. */
final class Companions {
  /** Of a denoiser. */
  static final Map<String, Object> QUICK =
      Map.of("epochs", 2, "batch_size", 16, "learning_rate", 0.01, "width", 4);

  private static final Map<String, Object> CLASSIFIER =
      Map.of("epochs", 5, "batch_size", 16, "learning_rate", 0.01);

  private Companions() {}

  static List<Companion> all() {
    return List.of(
        new Companion(new Undefended(), CLASSIFIER),
        new Companion(
            new EnsembleAdversarialTraining(),
            Map.of(
                "epochs",
                5,
                "batch_size",
                16,
                "learning_rate",
                0.01,
                "epsilon",
                0.1,
                "attack_steps",
                2)),
        new Companion(new PerturbedImages(), Map.of("epsilon", 0.2)),
        new Companion(new PixelGuided(), QUICK),
        new Companion(new LogitsGuided(), QUICK),
        new Companion(new LogitsGuidedEnsembleTrained(), QUICK));
  }
}
