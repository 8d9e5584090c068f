package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.losses.Losses;

/**
 * What a gradient attack is after in a batch: when it succeeds, and which loss leads there.
 *
 * @param objective what counts as success
 * @param kind the loss
 * @param labels (N), int64
 * @param towards the class to make for, (N), int64; the labels themselves where the loss names none
 * @param classes K
 */
record Aim(Objective objective, Kind kind, NDArray labels, NDArray towards, int classes) {
  /** A loss of the labels and the class to make for. */
  enum Kind {
    /**
     * The objective's own. It is not the cross-entropy but rises and falls with it, so that
     * comparing values and counting rises, which is all that APGD does with them, come to the same.
     */
    CROSS_ENTROPY,
    /** The difference-of-logits ratio; with two classes, which have none, the log odds. */
    RATIO,
    /** The targeted ratio; with fewer than four classes, which have none, the lead. */
    TARGETED_RATIO,
    /** The logit of the class to make for, less the label's. */
    LEAD,
    /** The logit of the class to make for, less the largest other. */
    LEAD_OVER_ALL
  }

  /** Away from the labels, or in a targeted run to the targets, by cross-entropy. */
  static Aim crossEntropy(AttackContext context, NDArray labels) {
    return of(context, Kind.CROSS_ENTROPY, labels, labels);
  }

  /** Away from the labels, or in a targeted run to the targets, by the ratio of logits. */
  static Aim ratio(AttackContext context, NDArray labels) {
    return context
        .targets()
        .map(targets -> ratio(context, labels, targets))
        .orElseGet(() -> of(context, Kind.RATIO, labels, labels));
  }

  /** To a class that need not be a target, by the targeted ratio of logits. */
  static Aim ratio(AttackContext context, NDArray labels, NDArray towards) {
    return of(context, Kind.TARGETED_RATIO, labels, towards);
  }

  /** Over the boundary between the label and a class, in a targeted run between that and all. */
  static Aim boundary(AttackContext context, NDArray labels, NDArray towards) {
    Kind kind = context.targets().isPresent() ? Kind.LEAD_OVER_ALL : Kind.LEAD;
    return of(context, kind, labels, towards);
  }

  private static Aim of(AttackContext context, Kind kind, NDArray labels, NDArray towards) {
    return new Aim(Objective.of(context, labels), kind, labels, towards, context.classes());
  }

  LogitLoss loss() {
    return switch (kind) {
      case CROSS_ENTROPY -> objective.loss();
      case RATIO -> classes < 3 ? Losses.logOdds(labels, classes) : Losses.dlr(labels, classes);
      case TARGETED_RATIO -> classes < 4 ? lead() : Losses.targetedDlr(labels, towards, classes);
      case LEAD -> lead();
      case LEAD_OVER_ALL -> Losses.negated(Losses.margin(towards, classes));
    };
  }

  private LogitLoss lead() {
    LogitLoss ahead = Losses.logit(towards, classes);
    LogitLoss behind = Losses.logit(labels, classes);
    return logits -> ahead.of(logits).sub(behind.of(logits));
  }

  /** The aim for some of the images; what it keeps belongs to {@code manager}. */
  Aim select(int[] rows, NDManager manager) {
    return new Aim(
        objective.select(rows, manager),
        kind,
        Rows.select(labels, rows, manager),
        Rows.select(towards, rows, manager),
        classes);
  }
}
