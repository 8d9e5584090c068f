package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.batches.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Adam's descent of c·max(0, needed − margin) + Σ max(0, |δᵢ| − τ), each image with a τ and a c of
 * its own: a nearer success shrinks τ, a number of steps without one doubles c.
 *
 * @param needed the margin to reach: κ, and enough more that rounding does not undo it
 * @param steps without success after which c doubles
 * @param decrease the next τ as a share of the distance reached
 * @param nearEnough the distance at which an image is done
 */
record LinfSearch(
    Differentiable source,
    double needed,
    int steps,
    double rate,
    double initialC,
    double largestC,
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
    private NDArray w;
    private double[] bounds;
    private double[] weights;
    private int[] tries;
    private float[] margins;

    Descent(int[] positions, NDArray clean, Objective objective, double epsilon) {
      this.scope = clean.getManager();
      this.adam = new Adam(rate, scope, clean.getShape());
      this.positions = positions;
      this.clean = clean;
      this.objective = objective;
      this.w = TanhSpace.of(clean);
      this.bounds = new double[positions.length];
      this.weights = new double[positions.length];
      this.tries = new int[positions.length];
      this.margins = new float[positions.length];
      Arrays.fill(bounds, epsilon);
      Arrays.fill(weights, initialC);
    }

    void run(Best best, double smallest) {
      while (positions.length > 0) {
        boolean[] nearer = step(best);
        boolean[] leaving = new boolean[nearer.length];
        boolean[] turning = new boolean[nearer.length];
        for (int i = 0; i < nearer.length; i++) {
          tries[i]++;
          if (nearer[i]) {
            double reached = best.distance(positions[i]);
            bounds[i] = decrease * Math.min(bounds[i], reached);
            leaving[i] = reached <= smallest;
          } else if (tries[i] >= steps) {
            weights[i] *= 2;
            leaving[i] = weights[i] > largestC;
          }
          turning[i] = nearer[i] || tries[i] >= steps;
          tries[i] = turning[i] ? 0 : tries[i];
        }
        adam.restart(Rows.where(turning, true));
        leave(best, leaving);
      }
    }

    private boolean[] step(Best best) {
      try (NDManager local = scope.newSubManager();
          NDArray from = w) {
        from.attach(local);
        NDArray images = TanhSpace.images(from);
        NDArray change = images.sub(clean);
        float[] largest =
            change.abs().reshape(positions.length, -1).max(new int[] {1}).toFloatArray();
        try (InputGradient slope = source.inputGradient(images, objective.margin())) {
          margins = objective.margins(slope.logits());
          double[] distances = new double[largest.length];
          double[] push = new double[largest.length];
          for (int i = 0; i < largest.length; i++) {
            distances[i] = largest[i];
            push[i] = margins[i] > needed ? 0 : weights[i];
          }
          final boolean[] nearer = best.nearer(positions, images, margins, distances);
          NDArray outside =
              change.abs().gt(Column.of(local, bounds)).toType(DataType.FLOAT32, false);
          NDArray gradient =
              change.sign().mul(outside).subi(slope.gradient().mul(Column.of(local, push)));
          w = from.sub(adam.step(gradient.muli(TanhSpace.slope(images))));
          w.attach(scope);
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
        try (NDManager local = scope.newSubManager()) {
          NDArray images = TanhSpace.images(Rows.select(w, gone, local));
          best.stronger(Rows.of(positions, gone), images, reached);
        }
        shrinkTo(Rows.where(leaving, false));
      }
    }

    private void shrinkTo(int[] rows) {
      positions = Rows.of(positions, rows);
      if (rows.length > 0) {
        try (NDArray allClean = clean;
            NDArray all = w) {
          clean = Rows.select(allClean, rows);
          w = Rows.select(all, rows);
        }
        objective = objective.select(rows, scope);
        adam.select(rows);
        bounds = IntStream.of(rows).mapToDouble(row -> bounds[row]).toArray();
        weights = IntStream.of(rows).mapToDouble(row -> weights[row]).toArray();
        tries = Rows.of(tries, rows);
      }
    }
  }
}
