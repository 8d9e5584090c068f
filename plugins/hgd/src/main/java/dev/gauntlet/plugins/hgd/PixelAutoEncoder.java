package dev.gauntlet.plugins.hgd;

import dev.gauntlet.toolkit.denoisers.Denoiser;
import org.pf4j.Extension;

/** The pixel-guided denoising auto-encoder (section 3.1.1). */
@Extension
public final class PixelAutoEncoder extends GuidedDenoiser {
  public PixelAutoEncoder() {
    super(
        "hgd-pixel-dae",
        "Pixel-guided DAE",
        "Denoises images before an undefended model, by an auto-encoder trained to restore their pixels.",
        Denoiser.DAE,
        Guide.PIXELS,
        "undefended");
  }
}
