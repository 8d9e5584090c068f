package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.batches.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Adam's descent of max(0, needed − margin) with every |δᵢ| ≤ τ, each image with a τ of its own: a
 * success shrinks it, a number of steps without one gives the image up. The paper holds δ within τ
 * by a penalty of weight 1/c; this is its limit for small c, which needs no search for c.
 *
 * @param needed the margin to reach: κ, and enough more that rounding does not undo it
 * @param steps without success after which an image is given up
 * @param decrease the next τ as a share of the distance reached
 * @param nearEnough the distance at which an image is done
 */
record LinfSearch(
    Differentiable source,
    double needed,
    int steps,
    double rate,
    double decrease,
    double nearEnough) {
  // As in the authors' code: what is below one level of 8 bits is near enough for anyone.
  private static final double ONE_LEVEL = 1 / 256.0;

  /**
   * The nearest image found for each clean one, (N,C,H,W), in the manager of {@code clean}.
   *
   * @param epsilon the first τ: nothing beyond the budget is of use
   */
  NDArray run(NDArray clean, Objective objective, double epsilon) {
    if (epsilon == 0) {
      return clean;
    }
    int[] all = Rows.all(Math.toIntExact(clean.getShape().get(0)));
    Best best = new Best(clean, needed);
    try (NDArray logits = source.logits(clean)) {
      best.nearer(all, clean, objective.margins(logits), new double[all.length]);
    }
    int[] open = IntStream.of(all).filter(row -> best.distance(row) > nearEnough).toArray();
    if (open.length > 0) {
      try (NDManager scope = clean.getManager().newSubManager()) {
        new Descent(open, Rows.select(clean, open, scope), objective.select(open, scope), epsilon)
            .run(best, Math.max(nearEnough, Math.min(ONE_LEVEL, epsilon / 10)));
      }
    }
    return best.images();
  }

  /** The descent of all images, until the last one is done or given up. */
  private final class Descent {
    private final NDManager scope;
    private final Adam adam;
    private int[] positions;
    private NDArray clean;
    private Objective objective;
    private NDArray current;
    private double[] bounds;
    private int[] tries;
    private float[] margins;

    Descent(int[] positions, NDArray clean, Objective objective, double epsilon) {
      this.scope = clean.getManager();
      this.adam = new Adam(rate, scope, clean.getShape());
      this.positions = positions;
      this.clean = clean;
      this.objective = objective;
      this.current = clean.duplicate();
      this.bounds = new double[positions.length];
      this.tries = new int[positions.length];
      this.margins = new float[positions.length];
      Arrays.fill(bounds, epsilon);
    }

    void run(Best best, double smallest) {
      while (positions.length > 0) {
        boolean[] nearer = step(best);
        boolean[] leaving = new boolean[nearer.length];
        for (int i = 0; i < nearer.length; i++) {
          tries[i]++;
          if (nearer[i]) {
            double reached = best.distance(positions[i]);
            bounds[i] = decrease * Math.min(bounds[i], reached);
            tries[i] = 0;
            leaving[i] = reached <= smallest;
          } else {
            leaving[i] = tries[i] >= steps;
          }
        }
        adam.restart(Rows.where(nearer, true));
        leave(best, leaving);
      }
    }

    private boolean[] step(Best best) {
      try (NDManager local = scope.newSubManager();
          NDArray from = current) {
        from.attach(local);
        float[] largest =
            from.sub(clean).abs().reshape(positions.length, -1).max(new int[] {1}).toFloatArray();
        try (InputGradient slope = source.inputGradient(from, objective.margin())) {
          margins = objective.margins(slope.logits());
          double[] distances = new double[largest.length];
          double[] push = new double[largest.length];
          for (int i = 0; i < largest.length; i++) {
            distances[i] = largest[i];
            push[i] = margins[i] > needed ? 0 : -1;
          }
          final boolean[] nearer = best.nearer(positions, from, margins, distances);
          objective.report(from, nearer, distances);
          NDArray gradient = slope.gradient().mul(Column.of(local, push));
          NDArray bound = Column.of(local, bounds);
          NDArray change = from.sub(adam.step(gradient)).subi(clean);
          current = change.minimum(bound).maximum(bound.neg()).addi(clean).clip(0, 1);
          current.attach(scope);
          return nearer;
        }
      }
    }

    private void leave(Best best, boolean[] leaving) {
      int[] gone = Rows.where(leaving, true);
      if (gone.length > 0) {
        float[] reached = new float[gone.length];
        for (int i = 0; i < gone.length; i++) {
          reached[i] = margins[gone[i]];
        }
        try (NDArray images = Rows.select(current, gone)) {
          best.stronger(Rows.of(positions, gone), images, reached);
        }
        shrinkTo(Rows.where(leaving, false));
      }
    }

    private void shrinkTo(int[] rows) {
      positions = Rows.of(positions, rows);
      if (rows.length > 0) {
        try (NDArray allClean = clean;
            NDArray all = current) {
          clean = Rows.select(allClean, rows);
          current = Rows.select(all, rows);
        }
        objective = objective.select(rows, scope);
        adam.select(rows);
        bounds = IntStream.of(rows).mapToDouble(row -> bounds[row]).toArray();
        tries = Rows.of(tries, rows);
      }
    }
  }
}
