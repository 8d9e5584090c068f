package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The fast adaptive boundary attack (Croce and Hein 2020, Algorithm 1) towards one class: steps
 * onto the linearized boundary, keeping close to the clean image; whenever the boundary is crossed,
 * the image is kept if it is the nearest so far, and the walk goes on from a point nearer to the
 * clean image. The geometry of a step is exact, in float64, outside the engine.
 *
 * @param steps how often
 * @param alphaMax the most that the clean image draws a step back
 * @param eta how far steps go beyond the boundary
 * @param beta how much of the way is left after a step back
 */
record FastAdaptiveBoundary(int steps, double alphaMax, double eta, double beta) {
  static final double ALPHA_MAX = 0.1;
  static final double ETA = 1.05;
  static final double BETA = 0.9;

  /**
   * The lead that steps make for. A crossing counts from {@link Objective#CLEAR_LEAD} on; steps
   * that made for a lead of 0, as the paper's do, would end between the two and stay there.
   */
  static final double LEAD = 2 * Objective.CLEAR_LEAD;

  private static final double WORTH_SHRINKING = 0.75;

  /** With the paper's parameters. */
  static FastAdaptiveBoundary standard(int steps) {
    return new FastAdaptiveBoundary(steps, ALPHA_MAX, ETA, BETA);
  }

  /**
   * Looks for the nearest images beyond a boundary. Where success is final, the first inside the
   * budget is near enough. Where pixels have 8 bits, only images of 8 bits count.
   *
   * @param clean (N,C,H,W)
   * @return (N,C,H,W), in the manager of {@code clean}: what was found inside the budget; what was
   *     found outside, drawn back into it; the clean image where nothing was found
   */
  NDArray run(AttackContext context, NDArray clean, Aim aim) {
    return InScope.run(
        clean,
        images -> {
          float[][] pixels = HostImages.of(images);
          BoundaryWalk[] walks = new BoundaryWalk[pixels.length];
          Arrays.setAll(walks, i -> new BoundaryWalk(pixels[i], context.eightBitPixels()));
          walk(context, images, aim, walks);
          return nearest(context, images, walks);
        });
  }

  private void walk(AttackContext context, NDArray clean, Aim whole, BoundaryWalk[] all) {
    NDManager scope = clean.getManager();
    Shape each = clean.getShape().slice(1);
    double epsilon = context.budget().epsilon();
    HyperplaneProjection projection = new HyperplaneProjection(context.budget().norm());
    BoundaryWalk[] walks = all;
    Aim aim = whole;
    for (int step = 0; step < steps && walks.length > 0; step++) {
      try (NDManager local = scope.newSubManager()) {
        step(context, aim, projection, walks, local, each);
      }
      if (aim.objective().stops()) {
        BoundaryWalk[] before = walks;
        int[] working =
            IntStream.range(0, walks.length)
                .filter(row -> before[row].distance() > epsilon)
                .toArray();
        // Engines prepare anew for every batch size they meet.
        if (working.length <= WORTH_SHRINKING * walks.length) {
          walks = Arrays.stream(working).mapToObj(row -> before[row]).toArray(BoundaryWalk[]::new);
          aim = working.length == 0 ? aim : aim.select(working, scope);
        }
      }
    }
  }

  private void step(
      AttackContext context,
      Aim aim,
      HyperplaneProjection projection,
      BoundaryWalk[] walks,
      NDManager local,
      Shape each) {
    NDArray from = batch(walks, BoundaryWalk::current, local, each);
    try (InputGradient here = context.source().inputGradient(from, aim.loss())) {
      float[] leads = aim.loss().of(here.logits()).toFloatArray();
      float[][] gradients = HostImages.of(here.gradient());
      for (int i = 0; i < walks.length; i++) {
        walks[i].step(this, projection, gradients[i], leads[i]);
      }
    }
    NDArray there = batch(walks, BoundaryWalk::asked, local, each);
    NDArray logits = context.source().logits(there);
    boolean[] reached = aim.objective().reached(logits);
    float[] leads = aim.loss().of(logits).toFloatArray();
    for (int i = 0; i < walks.length; i++) {
      if (reached[i]) {
        walks[i].crossed(projection, beta);
      } else {
        walks[i].missed(leads[i]);
      }
    }
    // Where the nearest crossing is inside the budget for the first time, it is this one.
    double[] nearest = Arrays.stream(walks).mapToDouble(BoundaryWalk::distance).toArray();
    aim.objective().report(there, reached, nearest);
  }

  /** Writes an image of a walk into a batch, from a position on. */
  @FunctionalInterface
  private interface Writer {
    void write(BoundaryWalk walk, float[] batch, int from);
  }

  private static NDArray batch(BoundaryWalk[] walks, Writer writer, NDManager manager, Shape each) {
    int size = Math.toIntExact(each.size());
    float[] pixels = new float[walks.length * size];
    for (int i = 0; i < walks.length; i++) {
      writer.write(walks[i], pixels, i * size);
    }
    return manager.create(pixels, new Shape(walks.length).addAll(each));
  }

  private static NDArray nearest(AttackContext context, NDArray clean, BoundaryWalk[] walks) {
    NDArray nearest =
        batch(walks, BoundaryWalk::nearest, clean.getManager(), clean.getShape().slice(1));
    int[] outside =
        IntStream.range(0, walks.length)
            .filter(row -> walks[row].distance() > context.budget().epsilon())
            .toArray();
    if (outside.length == 0) {
      return nearest;
    }
    NDArray drawnBack = Ball.around(clean, context.budget()).project(nearest);
    return Rows.replace(nearest, outside, Rows.select(drawnBack, outside));
  }
}
