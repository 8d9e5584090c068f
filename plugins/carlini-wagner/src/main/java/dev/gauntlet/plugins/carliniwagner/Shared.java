package dev.gauntlet.plugins.carliniwagner;

import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Parameter;

/** What Carlini and Wagner's two attacks declare alike. */
final class Shared {
  static final Citation CITATION =
      new Citation(
          "Carlini, Wagner: Towards evaluating the robustness of neural networks. IEEE S&P 2017",
          "https://arxiv.org/abs/1608.04644");
  static final String STEPS = "steps";
  static final String RATE = "step_size";
  static final String CONFIDENCE = "confidence";
  static final Parameter CONFIDENCE_PARAMETER =
      Parameter.number(CONFIDENCE, 0, 0, 1000, "by how much the wrong logit must lead, κ");
  private static final String MINIMAL = "minimal";
  static final Parameter MINIMAL_PARAMETER =
      Parameter.flag(
          MINIMAL, true, "search on for the nearest image after one inside the budget was found");

  private Shared() {}

  /** The distance at which an image needs no nearer one. */
  static double nearEnough(AttackContext context) {
    return context.parameters().flag(MINIMAL) ? 0 : context.budget().epsilon();
  }
}
