package dev.gauntlet.plugins.hgd;

import dev.gauntlet.toolkit.denoisers.Denoiser;
import org.pf4j.Extension;

/** CGD (section 3.2). */
@Extension
public final class LabelGuided extends GuidedDenoiser {
  public LabelGuided() {
    super(
        "hgd-cgd",
        "Class-label-guided denoiser (CGD)",
        "Denoises images before an undefended model, by a U-net trained to restore the model's right answers.",
        Denoiser.DUNET,
        Guide.LABELS,
        "undefended");
  }
}
