package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.attacks.Selection;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.EightBits;
import java.util.Arrays;
import java.util.List;

/**
 * A sequence of attempts, each on those images only whose source withstood the earlier ones. An
 * image keeps the attempt that fooled its source, otherwise the one that came nearest. Where pixels
 * have 8 bits, images are rounded before they are judged, as the harness rounds them.
 */
final class Survivors {
  private final AttackContext context;
  private final NDArray clean;
  private final NDArray labels;
  private final double[] margins;
  private NDArray found;
  private int[] standing;

  private Survivors(AttackContext context, NDArray clean, NDArray labels) {
    this.context = context;
    this.clean = clean;
    this.labels = labels;
    this.found = clean;
    this.standing = Rows.all(Math.toIntExact(clean.getShape().get(0)));
    this.margins = new double[standing.length];
    Arrays.fill(margins, Double.NEGATIVE_INFINITY);
  }

  /**
   * Runs the attempts in order.
   *
   * @param clean (N,C,H,W), in a scope that the caller closes
   * @param labels (N), int64
   * @return (N,C,H,W), in the same scope
   */
  static NDArray run(AttackContext context, NDArray clean, NDArray labels, List<Attempt> attempts) {
    Survivors survivors = new Survivors(context, clean, labels);
    if (context.successIsFinal()) {
      survivors.run((part, images, own) -> images);
    }
    attempts.forEach(survivors::run);
    return survivors.found;
  }

  private void run(Attempt attempt) {
    if (standing.length == 0) {
      return;
    }
    try (NDManager scope = clean.getManager().newSubManager()) {
      AttackContext part = new Selection(context, standing, scope);
      NDArray own = Rows.select(labels, standing, scope);
      NDArray images = Rows.select(clean, standing, scope);
      keep(part, own, judged(part, images, attempt.run(part, images, own)));
    }
  }

  // Rounding may set right what fooled the source.
  private static NDArray judged(AttackContext part, NDArray start, NDArray result) {
    return part.eightBitPixels() ? EightBits.round(part.budget(), start, result) : result;
  }

  private void keep(AttackContext part, NDArray own, NDArray images) {
    NDArray logits = part.source().logits(images);
    float[] margin = margin(part, own).of(logits).toFloatArray();
    boolean[] better = new boolean[margin.length];
    for (int i = 0; i < margin.length; i++) {
      better[i] = margin[i] > margins[standing[i]];
      if (better[i]) {
        margins[standing[i]] = margin[i];
      }
    }
    int[] rows = Rows.where(better, true);
    if (rows.length > 0) {
      NDArray before = found;
      found = Rows.replace(before, Rows.of(standing, rows), Rows.select(images, rows));
      if (before != clean) {
        before.close();
      }
    }
    boolean[] reached = Objective.of(part, own).reached(logits);
    Objective.of(part, own).report(images, reached);
    standing = Rows.of(standing, Rows.where(reached, false));
  }

  /** Positive where the image is misclassified, or in a targeted run taken for its target. */
  static LogitLoss margin(AttackContext context, NDArray labels) {
    return context
        .targets()
        .map(targets -> Losses.negated(Losses.margin(targets, context.classes())))
        .orElseGet(() -> Losses.margin(labels, context.classes()));
  }
}
