package dev.gauntlet.plugins.hgd;

import dev.gauntlet.api.Citation;

/** Where all of this comes from. */
final class Paper {
  static final Citation CITATION =
      new Citation(
          "Liao, Liang, Dong, Pang, Hu, Zhu: Defense against adversarial attacks using high-level"
              + " representation guided denoiser. CVPR 2018",
          "https://arxiv.org/abs/1712.02976");

  private Paper() {}
}
