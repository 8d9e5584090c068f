package dev.gauntlet.plugins.hgd;

import dev.gauntlet.toolkit.denoisers.Denoiser;
import org.pf4j.Extension;

/** LGD before a model of ensemble adversarial training (appendices A and C). */
@Extension
public final class LogitsGuidedEnsembleTrained extends GuidedDenoiser {
  public LogitsGuidedEnsembleTrained() {
    super(
        "hgd-lgd-eat",
        "LGD before ensemble adversarial training",
        "Denoises images before a model of ensemble adversarial training, by a U-net trained to restore its logits.",
        Denoiser.DUNET,
        Guide.LOGITS,
        "eat");
  }
}
