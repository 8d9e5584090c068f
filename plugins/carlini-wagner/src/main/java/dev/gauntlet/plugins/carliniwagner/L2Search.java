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
 * Adam's descent of ‖x̂ − x‖² + c·max(0, needed − margin) for one c after another, each image with
 * a c of its own: an image that is done with one goes on with the next at once, so that the batch
 * stays full until the last images are done with their last.
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
  /** The nearest image found for each clean one, (N,C,H,W), in the manager of {@code clean}. */
  NDArray run(NDArray clean, Objective objective) {
    int[] all = Rows.all(Math.toIntExact(clean.getShape().get(0)));
    Best best = new Best(clean, needed);
    try (NDArray logits = source.logits(clean)) {
      best.nearer(all, clean, objective.margins(logits), new double[all.length]);
    }
    int[] open = IntStream.of(all).filter(row -> best.distance(row) > nearEnough).toArray();
    if (open.length > 0) {
      try (NDManager scope = clean.getManager().newSubManager()) {
        new Descent(open, Rows.select(clean, open, scope), objective.select(open, scope)).run(best);
      }
    }
    return best.images();
  }

  /** The descents of all images, side by side. */
  private final class Descent {
    private final NDManager scope;
    private final Adam adam;
    private int[] positions;
    private NDArray clean;
    private Objective objective;
    private NDArray start;
    private NDArray w;
    private WeightBisection[] weights;
    private Trial[] trials;

    Descent(int[] positions, NDArray clean, Objective objective) {
      this.scope = clean.getManager();
      this.positions = positions;
      this.clean = clean;
      this.objective = objective;
      this.start = TanhSpace.of(clean);
      this.w = start.duplicate();
      this.adam = new Adam(rate, scope, clean.getShape());
      this.weights = new WeightBisection[positions.length];
      this.trials = new Trial[positions.length];
      Arrays.setAll(weights, row -> new WeightBisection(initialC, searches));
      Arrays.setAll(trials, row -> new Trial(steps, abortEarly));
    }

    void run(Best best) {
      while (positions.length > 0) {
        int[] ended = step(best);
        for (int row : ended) {
          weights[row].tried(trials[row].succeeded());
          trials[row] = new Trial(steps, abortEarly);
        }
        restart(ended);
        int[] staying =
            IntStream.range(0, positions.length)
                .filter(row -> weights[row].goesOn() && best.distance(positions[row]) > nearEnough)
                .toArray();
        if (staying.length < positions.length) {
          shrinkTo(staying);
        }
      }
    }

    /** Moves all images and returns the rows of those that are done with their c. */
    private int[] step(Best best) {
      try (NDManager local = scope.newSubManager();
          NDArray from = w) {
        from.attach(local);
        NDArray images = TanhSpace.images(from);
        NDArray change = images.sub(clean);
        float[] squares = change.square().sum(new int[] {1, 2, 3}).toFloatArray();
        try (InputGradient slope = source.inputGradient(images, objective.margin())) {
          float[] margins = objective.margins(slope.logits());
          double[] distances = new double[squares.length];
          double[] push = new double[squares.length];
          for (int i = 0; i < squares.length; i++) {
            distances[i] = Math.sqrt(squares[i]);
            push[i] = margins[i] > needed ? 0 : weights[i].weight();
            trials[i].sees(squares[i] + push[i] * (needed - margins[i]), margins[i] > needed);
          }
          objective.report(images, best.nearer(positions, images, margins, distances), distances);
          int[] ended =
              IntStream.range(0, trials.length).filter(row -> trials[row].ends()).toArray();
          if (ended.length > 0) {
            // What has not succeeded by now is the strongest that this c leads to.
            best.stronger(
                Rows.of(positions, ended), Rows.select(images, ended), of(margins, ended));
          }
          NDArray gradient = change.muli(2).subi(slope.gradient().mul(Column.of(local, push)));
          w = from.sub(adam.step(gradient.muli(TanhSpace.slope(images))));
          w.attach(scope);
          return ended;
        }
      }
    }

    private void restart(int[] rows) {
      if (rows.length > 0) {
        adam.restart(rows);
        try (NDArray before = w;
            NDArray again = Rows.select(start, rows)) {
          w = Rows.replace(before, rows, again);
        }
      }
    }

    private void shrinkTo(int[] rows) {
      positions = Rows.of(positions, rows);
      weights = IntStream.of(rows).mapToObj(row -> weights[row]).toArray(WeightBisection[]::new);
      trials = IntStream.of(rows).mapToObj(row -> trials[row]).toArray(Trial[]::new);
      if (rows.length > 0) {
        try (NDArray allClean = clean;
            NDArray allStarts = start;
            NDArray all = w) {
          clean = Rows.select(allClean, rows);
          start = Rows.select(allStarts, rows);
          w = Rows.select(all, rows);
        }
        objective = objective.select(rows, scope);
        adam.select(rows);
      }
    }
  }

  private static float[] of(float[] all, int[] rows) {
    float[] chosen = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = all[rows[i]];
    }
    return chosen;
  }
}
