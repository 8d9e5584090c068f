package dev.gauntlet.plugins.pgd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.Arrays;

/**
 * Climbs several times from random starts. An image keeps the climb that succeeds, otherwise the
 * one with the highest loss.
 */
record RandomRestarts(SteepestAscent ascent, boolean randomStart, int restarts) {
  NDArray run(AttackContext context, NDArray clean, Objective objective) {
    Ball ball = Ball.around(clean, context.budget());
    NDManager scope = clean.getManager();
    int count = Math.toIntExact(clean.getShape().get(0));
    double[] highest = new double[count];
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
    int[] rows = objective.stops() ? standing(context, clean, objective) : Rows.all(count);
    NDArray best = clean;
    for (int restart = 0; restart < restarts && rows.length > 0; restart++) {
      boolean all = rows.length == count;
      Objective part = all ? objective : objective.select(rows, scope);
      Ball around = all ? ball : ball.select(rows, scope);
      NDArray start =
          randomStart
              ? around.randomStart(context.random().select(rows), "pgd-start-" + restart)
              : Rows.select(clean, rows);
      NDArray found = ascent.climb(context.source(), part, around, start);
      if (restarts == 1) {
        return all ? found : Rows.replace(best, rows, found);
      }
      double[] scores = scores(context, part, found);
      int[] better = better(scores, highest, rows);
      if (better.length > 0) {
        best = Rows.replace(best, Rows.of(rows, better), Rows.select(found, better));
      }
      if (objective.stops()) {
        rows = Arrays.stream(rows).filter(row -> Double.isFinite(highest[row])).toArray();
      }
    }
    return best;
  }

  private static int[] standing(AttackContext context, NDArray images, Objective objective) {
    try (NDArray logits = context.source().logits(images)) {
      return Rows.where(objective.reached(logits), false);
    }
  }

  // What succeeds is above any loss.
  private static double[] scores(AttackContext context, Objective objective, NDArray found) {
    try (NDArray logits = context.source().logits(found)) {
      boolean[] reached = objective.reached(logits);
      objective.report(found, reached);
      float[] losses = objective.loss().of(logits).toFloatArray();
      double[] scores = new double[losses.length];
      for (int image = 0; image < scores.length; image++) {
        scores[image] = reached[image] ? Double.POSITIVE_INFINITY : losses[image];
      }
      return scores;
    }
  }

  private static int[] better(double[] scores, double[] highest, int[] rows) {
    boolean[] better = new boolean[scores.length];
    for (int image = 0; image < scores.length; image++) {
      better[image] = scores[image] > highest[rows[image]];
      if (better[image]) {
        highest[rows[image]] = scores[image];
      }
    }
    return Rows.where(better, true);
  }
}
