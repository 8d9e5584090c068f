package dev.gauntlet.plugins.hgd;

import dev.gauntlet.toolkit.denoisers.Denoiser;
import org.pf4j.Extension;

/** FGD (section 3.2). */
@Extension
public final class FeatureGuided extends GuidedDenoiser {
  public FeatureGuided() {
    super(
        "hgd-fgd",
        "Feature-guided denoiser (FGD)",
        "Denoises images before an undefended model, by a U-net trained to restore the model's top convolutional features.",
        Denoiser.DUNET,
        Guide.FEATURES,
        "undefended");
  }
}
