package dev.gauntlet.plugins.hgd;

import dev.gauntlet.toolkit.denoisers.Denoiser;
import org.pf4j.Extension;

/** LGD, the paper's default (section 3.2). */
@Extension
public final class LogitsGuided extends GuidedDenoiser {
  public LogitsGuided() {
    super(
        "hgd-lgd",
        "Logits-guided denoiser (LGD)",
        "Denoises images before an undefended model, by a U-net trained to restore the model's logits.",
        Denoiser.DUNET,
        Guide.LOGITS,
        "undefended");
  }
}
