package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The search for the smallest weight c of the cross-entropy that reaches a target, for all images
 * side by side: each is somewhere else in its search, and what they ask the source is one batch.
 *
 * @param iterations of L-BFGS for each c, at most
 * @param searches how many values of c are tried
 */
record WeightSearch(
    Differentiable source, int classes, int iterations, int searches, double initialC) {
  /**
   * For each image the nearest success, else what came nearest to one.
   *
   * @param clean (N,C,H,W)
   * @param targets (N), int64
   * @param objective what counts as success
   * @return (N,C,H,W), in the manager of {@code clean}
   */
  NDArray run(NDArray clean, NDArray targets, Objective objective) {
    Shape each = clean.getShape().slice(1);
    TargetSearch[] all = searches(clean, Math.toIntExact(each.size()));
    TargetSearch[] open = all;
    while (open.length > 0) {
      try (NDManager scope = clean.getManager().newSubManager()) {
        int[] rows = Arrays.stream(open).mapToInt(TargetSearch::position).toArray();
        LogitLoss logOdds = Losses.logOdds(Rows.select(targets, rows, scope), classes);
        Objective chosen = objective.select(rows, scope);
        TargetSearch[] asking = open;
        while (open.length == asking.length) {
          ask(asking, each, logOdds, chosen, scope);
          open = Arrays.stream(asking).filter(TargetSearch::goesOn).toArray(TargetSearch[]::new);
        }
      }
    }
    float[] best = new float[Math.toIntExact(clean.size())];
    for (TargetSearch search : all) {
      float[] pixels = search.best();
      System.arraycopy(pixels, 0, best, search.position() * pixels.length, pixels.length);
    }
    return clean.getManager().create(best, clean.getShape());
  }

  private TargetSearch[] searches(NDArray clean, int size) {
    float[] pixels = clean.toFloatArray();
    return IntStream.range(0, pixels.length / size)
        .mapToObj(
            image ->
                new TargetSearch(
                    image,
                    Arrays.copyOfRange(pixels, image * size, (image + 1) * size),
                    iterations,
                    new WeightBisection(initialC, searches)))
        .toArray(TargetSearch[]::new);
  }

  private void ask(
      TargetSearch[] asking,
      Shape each,
      LogitLoss logOdds,
      Objective objective,
      NDManager manager) {
    int size = Math.toIntExact(each.size());
    float[] batch = new float[asking.length * size];
    for (int row = 0; row < asking.length; row++) {
      asking[row].copyTo(batch, row * size);
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray images = scope.create(batch, new Shape(asking.length).addAll(each));
      try (InputGradient slope = source.inputGradient(images, logOdds)) {
        float[] leads = objective.margins(slope.logits());
        float[] odds = logOdds.of(slope.logits()).toFloatArray();
        float[] slopes = slope.gradient().toFloatArray();
        double[] distances = new double[asking.length];
        for (int row = 0; row < asking.length; row++) {
          distances[row] = asking[row].answered(leads[row], odds[row], slopes, row * size);
        }
        objective.report(images, objective.reached(slope.logits()), distances);
      }
    }
  }
}
