package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Optional;

/** What an attack wants of each image: a loss to climb, and when to be content. */
public final class Objective {
  /**
   * How far the wrong logit must lead before an image counts as misclassified: more than float32's
   * rounding, which differs a little between batches, and too little to cost a step.
   */
  public static final float CLEAR_LEAD = 1e-3f;

  private final AttackContext context;
  private final int[] positions;
  private final boolean[] reported;
  private final NDArray labels;
  private final NDArray climbed;
  private final Optional<NDArray> targets;
  private final long[] wanted;
  private final int classes;
  private final boolean stops;

  /**
   * The objective of some images.
   *
   * @param positions of the images in the context's batch
   * @param reported which images of the context's batch have been reported
   */
  private Objective(
      AttackContext context,
      int[] positions,
      boolean[] reported,
      NDArray labels,
      NDArray climbed,
      Optional<NDArray> targets,
      boolean stops) {
    this.context = context;
    this.positions = positions;
    this.reported = reported;
    this.labels = labels;
    this.climbed = climbed;
    this.targets = targets;
    this.wanted = targets.orElse(labels).toLongArray();
    this.classes = context.classes();
    this.stops = stops;
  }

  /**
   * Away from the labels, or in a targeted run towards the context's targets.
   *
   * @param labels (N), int64
   */
  public static Objective of(AttackContext context, NDArray labels) {
    int count = Math.toIntExact(labels.getShape().get(0));
    return new Objective(
        context,
        Rows.all(count),
        new boolean[count],
        labels,
        labels,
        context.targets(),
        context.successIsFinal());
  }

  /** The same success, but the loss leads away from other labels, (N), int64. */
  public Objective climbing(NDArray away) {
    return new Objective(context, positions, reported, labels, away, targets, stops);
  }

  /** The same, working on every image to the end. */
  public Objective withoutStopping() {
    return new Objective(context, positions, reported, labels, climbed, targets, false);
  }

  /** Whether an image that has reached success needs no more work. */
  public boolean stops() {
    return stops;
  }

  /**
   * Rises and falls with the cross-entropy of the labels, or in a targeted run against that of the
   * targets, and in the same direction at every image; computed as {@link Losses#logOdds}, because
   * the cross-entropy itself loses its gradient to float32 on images the model is sure of, which
   * makes a weak defense look strong.
   */
  public LogitLoss loss() {
    return targets
        .map(wanted -> Losses.negated(Losses.logOdds(wanted, classes)))
        .orElseGet(() -> Losses.logOdds(climbed, classes));
  }

  /**
   * The lead that success needs, as a loss: how far another logit is above the label's, or in a
   * targeted run how far the target's is above all others. Unlike {@link #loss} it measures the way
   * to the boundary, which attacks need that look for the smallest perturbation.
   */
  public LogitLoss margin() {
    return targets
        .map(wanted -> Losses.negated(Losses.margin(wanted, classes)))
        .orElseGet(() -> Losses.margin(labels, classes));
  }

  /**
   * The values of {@link #margin}: positive where an image has succeeded.
   *
   * @param logits (N,K)
   */
  public float[] margins(NDArray logits) {
    float[] values = logits.toFloatArray();
    float[] margins = new float[wanted.length];
    for (int image = 0; image < margins.length; image++) {
      float lead = lead(values, image * classes, Math.toIntExact(wanted[image]));
      margins[image] = targets.isPresent() ? lead : -lead;
    }
    return margins;
  }

  /**
   * Which images have succeeded, clearly enough that no rounding undoes it: another logit leads the
   * label's, or the target's leads all others.
   *
   * @param logits (N,K)
   */
  public boolean[] reached(NDArray logits) {
    float[] margins = margins(logits);
    boolean[] reached = new boolean[margins.length];
    for (int image = 0; image < reached.length; image++) {
      reached[image] = margins[image] > CLEAR_LEAD;
    }
    return reached;
  }

  /**
   * Reports images to the harness, each when it first succeeds, so that a time limit does not cost
   * them ({@link AttackContext#reportAdversarial}).
   *
   * @param images (N,C,H,W), inside the budget
   * @param reached which of them have succeeded
   */
  public void report(NDArray images, boolean[] reached) {
    report(images, reached, new double[reached.length]);
  }

  /**
   * The same for an attack that leaves the budget on its way: reports only what is inside.
   *
   * @param images (N,C,H,W)
   * @param reached which of them have succeeded
   * @param distances from the clean images, in the budget's norm
   */
  public void report(NDArray images, boolean[] reached, double[] distances) {
    double epsilon = context.budget().epsilon();
    boolean[] fresh = new boolean[reached.length];
    for (int image = 0; image < fresh.length; image++) {
      fresh[image] = reached[image] && distances[image] <= epsilon && !reported[positions[image]];
      reported[positions[image]] |= fresh[image];
    }
    int[] rows = Rows.where(fresh, true);
    if (rows.length > 0) {
      try (NDArray found = Rows.select(images, rows)) {
        context.reportAdversarial(found, Rows.of(positions, rows));
      }
    }
  }

  private float lead(float[] logits, int from, int label) {
    float others = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      if (k != label) {
        others = Math.max(others, logits[from + k]);
      }
    }
    return logits[from + label] - others;
  }

  /** The objective of some of the images; what it keeps belongs to {@code manager}. */
  public Objective select(int[] rows, NDManager manager) {
    NDArray chosen = Rows.select(labels, rows, manager);
    return new Objective(
        context,
        Rows.of(positions, rows),
        reported,
        chosen,
        climbed == labels ? chosen : Rows.select(climbed, rows, manager),
        targets.map(all -> Rows.select(all, rows, manager)),
        stops);
  }
}
