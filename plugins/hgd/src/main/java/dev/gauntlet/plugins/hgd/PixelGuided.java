package dev.gauntlet.plugins.hgd;

import dev.gauntlet.toolkit.denoisers.Denoiser;
import org.pf4j.Extension;

/** The pixel-guided denoising U-net (section 3.1). */
@Extension
public final class PixelGuided extends GuidedDenoiser {
  public PixelGuided() {
    super(
        "hgd-pixel",
        "Pixel-guided denoiser",
        "Denoises images before an undefended model, by a U-net trained to restore their pixels.",
        Denoiser.DUNET,
        Guide.PIXELS,
        "undefended");
  }
}
