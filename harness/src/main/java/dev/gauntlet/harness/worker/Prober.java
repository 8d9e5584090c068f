package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.harness.worker.message.Probe;
import dev.gauntlet.harness.worker.message.Probed;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.SplittableRandom;

/** Takes PGD's steps on a network and images that mean nothing, to see how fast that goes. */
final class Prober {
  private static final Shape IMAGE = new Shape(1, 28, 28);
  private static final int CLASSES = 10;
  private static final Budget BUDGET = new Budget(Norm.LINF, 0.3);
  private static final double STEP_SIZE = 0.01;

  /** Asking for the result makes the engine wait; this much work hides that. */
  private static final double SECONDS_BETWEEN_RESULTS = 0.1;

  private final NDManager engine;

  Prober(NDManager engine) {
    this.engine = engine;
  }

  Probed probe(Probe request) {
    try (NDManager scope = engine.newSubManager();
        Network network = new Network(scope, Architecture.D1.block(CLASSES), IMAGE, 1)) {
      NDArray images = images(scope, request.batch());
      LogitLoss loss = Losses.logOdds(labels(scope, request.batch()), CLASSES);
      int chunk = 1;
      long steps = 0;
      double seconds = 0;
      long start = System.nanoTime();
      while (seconds < request.seconds()) {
        climb(network, images, loss, chunk);
        steps += chunk;
        double before = seconds;
        seconds = (System.nanoTime() - start) / 1e9;
        if (seconds - before < SECONDS_BETWEEN_RESULTS) {
          chunk *= 2;
        }
      }
      return new Probed(steps * request.batch(), seconds);
    }
  }

  private static void climb(Network network, NDArray images, LogitLoss loss, int steps) {
    try (NDManager scope = images.getManager().newSubManager()) {
      NDArray clean = images.stopGradient();
      clean.attach(scope);
      new SteepestAscent(steps, STEP_SIZE)
          .climb(network, loss, Ball.around(clean, BUDGET), clean)
          .toFloatArray();
    }
  }

  private static NDArray images(NDManager manager, int batch) {
    SplittableRandom random = new SplittableRandom(1);
    float[] pixels = new float[Math.toIntExact(batch * IMAGE.size())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    return manager.create(pixels, new Shape(batch).addAll(IMAGE));
  }

  private static NDArray labels(NDManager manager, int batch) {
    long[] labels = new long[batch];
    for (int i = 0; i < batch; i++) {
      labels[i] = i % CLASSES;
    }
    return manager.create(labels);
  }
}
