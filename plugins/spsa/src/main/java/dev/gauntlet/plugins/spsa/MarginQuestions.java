package dev.gauntlet.plugins.spsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Oracle;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Arrays;

/** The questions that one image may ask, and what the answers mean for the attack. */
final class MarginQuestions {
  private final Oracle oracle;
  private final int position;
  private final int classes;
  private final boolean targeted;
  private final long wanted;
  private final Objective objective;

  /**
   * The questions of the image at a position of the context's batch.
   *
   * @param labels of the whole batch
   * @param objective of this image alone
   */
  MarginQuestions(AttackContext context, NDArray labels, int position, Objective objective) {
    this.oracle = context.scores();
    this.position = position;
    this.classes = context.classes();
    this.targeted = context.targets().isPresent();
    this.wanted = context.targets().orElse(labels).toLongArray()[position];
    this.objective = objective;
  }

  /** How many are left. */
  long left() {
    return oracle.remaining(position);
  }

  /** An answer for one image. */
  record Answer(double margin, boolean done) {}

  /** Asks about an image, (1,C,H,W), that the attack might return. */
  Answer ask(NDArray image) {
    try (NDArray logits = oracle.ask(image, new int[] {position})) {
      boolean[] reached = objective.reached(logits);
      objective.report(image, reached);
      return new Answer(margins(logits)[0], objective.stops() && reached[0]);
    }
  }

  /**
   * The margins of variants of the image, which grow towards success.
   *
   * @param variants (M,C,H,W), one question each
   */
  float[] margins(NDArray variants, NDManager scope) {
    int[] positions = new int[Math.toIntExact(variants.getShape().get(0))];
    Arrays.fill(positions, position);
    NDArray logits = oracle.ask(variants, positions);
    logits.attach(scope);
    return margins(logits);
  }

  private float[] margins(NDArray logits) {
    try (NDManager scope = logits.getManager().newSubManager()) {
      NDArray local = logits.stopGradient();
      local.attach(scope);
      long[] repeated = new long[Math.toIntExact(logits.getShape().get(0))];
      Arrays.fill(repeated, wanted);
      LogitLoss margin = Losses.margin(scope.create(repeated), classes);
      return (targeted ? Losses.negated(margin) : margin).of(local).toFloatArray();
    }
  }
}
