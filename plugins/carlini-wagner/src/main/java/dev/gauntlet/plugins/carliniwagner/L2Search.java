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
 * The binary search on c around Adam's descent of ‖x̂ − x‖² + c·max(0, needed − margin), each image
 * with a c of its own.
 *
 * @param needed the margin to reach: κ, and enough more that rounding does not undo it
 * @param searches how many values of c are tried
 * @param nearEnough the distance at which an image is done
 */
record L2Search(
    Differentiable source,
    double needed,
    int steps,
    double rate,
    int searches,
    double initialC,
    boolean abortEarly,
    double nearEnough) {
  private static final int CHECKS = 10;
  private static final double WORTH_GOING_ON = 0.9999;

  /** The nearest image found for each clean one, (N,C,H,W), in the manager of {@code clean}. */
  NDArray run(NDArray clean, Objective objective) {
    int count = Math.toIntExact(clean.getShape().get(0));
    Best best = new Best(clean, needed);
    judge(clean, objective, best);
    double[] c = new double[count];
    double[] tooSmall = new double[count];
    double[] largeEnough = new double[count];
    Arrays.fill(c, initialC);
    Arrays.fill(largeEnough, Double.POSITIVE_INFINITY);
    int[] open = open(Rows.all(count), best);
    for (int search = 0; search < searches && open.length > 0; search++) {
      boolean[] found = new boolean[count];
      try (NDManager scope = clean.getManager().newSubManager()) {
        new Descent(open, Rows.select(clean, open, scope), objective.select(open, scope), c)
            .run(best, found);
      }
      for (int image : open) {
        if (found[image]) {
          largeEnough[image] = c[image];
        } else {
          tooSmall[image] = c[image];
        }
        c[image] =
            Double.isInfinite(largeEnough[image])
                ? 10 * c[image]
                : (tooSmall[image] + largeEnough[image]) / 2;
      }
      open = open(open, best);
    }
    return best.images();
  }

  private int[] open(int[] rows, Best best) {
    return IntStream.of(rows).filter(row -> best.distance(row) > nearEnough).toArray();
  }

  private void judge(NDArray clean, Objective objective, Best best) {
    try (NDArray logits = source.logits(clean)) {
      int[] all = Rows.all(Math.toIntExact(clean.getShape().get(0)));
      best.nearer(all, clean, objective.margins(logits), new double[all.length]);
    }
  }

  /** Adam's descent for one c per image; images whose loss no longer falls leave the batch. */
  private final class Descent {
    private final NDManager scope;
    private int[] positions;
    private NDArray clean;
    private Objective objective;
    private double[] weights;
    private NDArray w;
    private final Adam adam;
    private double[] losses;
    private float[] margins;
    private double[] checked;

    Descent(int[] positions, NDArray clean, Objective objective, double[] c) {
      this.scope = clean.getManager();
      this.positions = positions;
      this.clean = clean;
      this.objective = objective;
      this.weights = Arrays.stream(positions).mapToDouble(position -> c[position]).toArray();
      this.w = TanhSpace.of(clean);
      this.adam = new Adam(rate, scope, clean.getShape());
      this.losses = new double[positions.length];
      this.margins = new float[positions.length];
      this.checked = new double[positions.length];
      Arrays.fill(checked, Double.POSITIVE_INFINITY);
    }

    void run(Best best, boolean[] found) {
      int period = Math.max(1, steps / CHECKS);
      for (int step = 1; step <= steps && positions.length > 0; step++) {
        step(best, found);
        boolean last = step == steps;
        if (last || step % period == 0) {
          leave(best, last);
        }
      }
    }

    private void step(Best best, boolean[] found) {
      try (NDManager local = scope.newSubManager();
          NDArray from = w) {
        from.attach(local);
        NDArray images = TanhSpace.images(from);
        NDArray change = images.sub(clean);
        float[] squares = change.square().sum(new int[] {1, 2, 3}).toFloatArray();
        try (InputGradient slope = source.inputGradient(images, objective.margin())) {
          margins = objective.margins(slope.logits());
          double[] distances = new double[squares.length];
          double[] push = new double[squares.length];
          for (int i = 0; i < squares.length; i++) {
            distances[i] = Math.sqrt(squares[i]);
            push[i] = margins[i] > needed ? 0 : weights[i];
            losses[i] = squares[i] + push[i] * (needed - margins[i]);
            found[positions[i]] |= margins[i] > needed;
          }
          objective.report(images, best.nearer(positions, images, margins, distances), distances);
          NDArray gradient = change.mul(2).subi(slope.gradient().mul(Column.of(local, push)));
          w = from.sub(adam.step(gradient.muli(TanhSpace.slope(images))));
        }
        w.attach(scope);
      }
    }

    private void leave(Best best, boolean all) {
      boolean[] leaving = new boolean[positions.length];
      for (int i = 0; i < leaving.length; i++) {
        leaving[i] =
            all
                || best.distance(positions[i]) <= nearEnough
                || (abortEarly && losses[i] > WORTH_GOING_ON * checked[i]);
        checked[i] = losses[i];
      }
      int[] gone = Rows.where(leaving, true);
      if (gone.length > 0) {
        offer(best, gone);
        shrinkTo(Rows.where(leaving, false));
      }
    }

    // What has not succeeded by now is the strongest that this c leads to.
    private void offer(Best best, int[] rows) {
      float[] reached = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        reached[i] = margins[rows[i]];
      }
      try (NDManager local = scope.newSubManager()) {
        NDArray images = TanhSpace.images(Rows.select(w, rows, local));
        best.stronger(Rows.of(positions, rows), images, reached);
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
        weights = IntStream.of(rows).mapToDouble(row -> weights[row]).toArray();
        checked = IntStream.of(rows).mapToDouble(row -> checked[row]).toArray();
        losses = new double[rows.length];
      }
    }
  }
}
