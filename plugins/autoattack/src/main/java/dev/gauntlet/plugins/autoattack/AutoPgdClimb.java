package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One run of APGD. Images stay on the device; of each step only the batch's losses are read. Where
 * the objective stops at success, an image keeps the first point that succeeds, and the batch
 * shrinks when a quarter of it is done: engines prepare anew for every batch size they meet.
 */
final class AutoPgdClimb {
  private static final double WORTH_SHRINKING = 0.75;

  private final AutoPgd method;
  private final Set<Integer> checkpoints;
  private final Differentiable source;
  private final NDManager scope;
  private Aim aim;
  private LogitLoss loss;
  private Ball ball;
  private Iterates iterates;
  private NDArray stepSizes;
  private NDArray found;
  private Progress[] images;

  /** Works in the manager of {@code start}, which the caller closes. */
  AutoPgdClimb(
      AutoPgd method, Differentiable source, Aim aim, Ball ball, double stepSize, NDArray start) {
    this.method = method;
    this.checkpoints =
        Arrays.stream(Checkpoints.of(method.steps()))
            .filter(step -> step > 0)
            .boxed()
            .collect(Collectors.toSet());
    this.source = source;
    this.scope = start.getManager();
    this.aim = aim;
    this.loss = aim.loss();
    this.ball = ball;
    this.found = start;
    this.iterates = Iterates.at(start.duplicate());
    int count = Math.toIntExact(start.getShape().get(0));
    this.images = new Progress[count];
    Arrays.setAll(images, position -> new Progress(position, stepSize));
    this.stepSizes = stepSizes();
  }

  NDArray run() {
    for (int step = 0; step < method.steps(); step++) {
      try (NDManager local = scope.newSubManager()) {
        iterates.attach(local);
        try (InputGradient here = source.inputGradient(iterates.current(), loss)) {
          observe(here.logits(), here.gradient());
          NDArray gradient = here.gradient();
          if (checkpoints.contains(step)) {
            gradient = lookBack(step, gradient);
          }
          iterates = iterates.movedTo(next(gradient, step == 0));
        }
        iterates.attach(scope);
      }
      if (!shrink()) {
        return found;
      }
    }
    try (NDManager local = scope.newSubManager()) {
      iterates.attach(local);
      // No step follows, so the last point's gradient is not needed.
      observe(source.logits(iterates.current()), iterates.bestGradient());
      iterates.attach(scope);
    }
    return withBest();
  }

  // x⁽ᵏ⁺¹⁾ = Π(x + α(z − x) + (1 − α)(x − x⁽ᵏ⁻¹⁾)), z = Π(x + η·steepest(g))
  private NDArray next(NDArray gradient, boolean first) {
    NDArray current = iterates.current();
    NDArray step = ball.project(ball.steepest(gradient).mul(stepSizes).add(current));
    if (first) {
      return step;
    }
    NDArray ahead = step.sub(current).mul(AutoPgd.ALPHA);
    NDArray onward = current.sub(iterates.previous()).mul(1 - AutoPgd.ALPHA);
    return ball.project(ahead.add(onward).add(current));
  }

  private void observe(NDArray logits, NDArray gradient) {
    float[] losses = loss.of(logits).toFloatArray();
    boolean[] reached = aim.objective().reached(logits);
    aim.objective().report(iterates.current(), reached);
    boolean stops = aim.objective().stops();
    boolean[] improved = new boolean[losses.length];
    for (int i = 0; i < losses.length; i++) {
      // What succeeds for good is above any loss.
      improved[i] = images[i].sees(stops && reached[i] ? Double.POSITIVE_INFINITY : losses[i]);
    }
    iterates = iterates.improved(mask(improved, logits.getManager()), gradient);
  }

  private NDArray lookBack(int step, NDArray gradient) {
    boolean[] restart = new boolean[images.length];
    for (int i = 0; i < restart.length; i++) {
      restart[i] = images[i].looksBack(step, method.rho());
    }
    try (NDArray before = stepSizes) {
      before.attach(gradient.getManager());
      stepSizes = stepSizes();
    }
    NDArray mask = mask(restart, gradient.getManager());
    iterates = iterates.restarted(mask);
    return Iterates.choose(mask, iterates.bestGradient(), gradient);
  }

  /** Whether there is anything left to do. */
  private boolean shrink() {
    int[] working = IntStream.range(0, images.length).filter(row -> !images[row].done()).toArray();
    if (working.length > WORTH_SHRINKING * images.length) {
      return true;
    }
    found = withBest();
    if (working.length == 0) {
      return false;
    }
    try (NDManager local = scope.newSubManager()) {
      iterates.attach(local);
      iterates = iterates.select(working);
      iterates.attach(scope);
    }
    aim = aim.select(working, scope);
    loss = aim.loss();
    ball = ball.select(working, scope);
    images = Arrays.stream(working).mapToObj(row -> images[row]).toArray(Progress[]::new);
    stepSizes.close();
    stepSizes = stepSizes();
    return true;
  }

  private NDArray withBest() {
    int[] positions = Arrays.stream(images).mapToInt(Progress::position).toArray();
    try (NDArray before = found) {
      return Rows.replace(before, positions, iterates.best());
    }
  }

  private NDArray stepSizes() {
    float[] sizes = new float[images.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = (float) images[i].stepSize();
    }
    return scope.create(sizes, new Shape(sizes.length, 1, 1, 1));
  }

  private static NDArray mask(boolean[] flags, NDManager manager) {
    float[] mask = new float[flags.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = flags[i] ? 1 : 0;
    }
    return manager.create(mask, new Shape(mask.length, 1, 1, 1));
  }
}
