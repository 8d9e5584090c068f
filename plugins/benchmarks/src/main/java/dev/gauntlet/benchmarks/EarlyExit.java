package dev.gauntlet.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Norm;
import dev.gauntlet.plugins.pgd.Pgd;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.Locale;
import java.util.stream.IntStream;

/** Counts the gradients that PGD-40 spares where fooled images leave the batch. */
final class EarlyExit {
  private static final int IMAGES = 200;

  private EarlyExit() {}

  static void measure(NDManager manager, String defense) {
    try (ShippedModel model = new ShippedModel(manager, defense, IMAGES)) {
      Network network = model.network();
      Pgd attack = new Pgd();
      TestAttackContext context = model.context(attack, Norm.LINF, 0.3);
      long[] labels = model.labels().toLongArray();
      long[] toTheEnd = predicted(network, attack.perturb(context, model.images(), model.labels()));
      long full = network.backwardImages();
      long[] stopped =
          predicted(
              network, attack.perturb(context.withFinalSuccess(), model.images(), model.labels()));
      long spent = network.backwardImages() - full;
      System.out.printf(
          Locale.ROOT,
          "%-8s d1     PGD-40 on %s, %d images: leaving early spares %.0f %% of the gradients, %d images judged otherwise%n",
          manager.getEngine().getEngineName(),
          defense,
          IMAGES,
          100.0 * (full - spent) / full,
          IntStream.range(0, IMAGES)
              .filter(i -> (toTheEnd[i] == labels[i]) != (stopped[i] == labels[i]))
              .count());
    }
  }

  private static long[] predicted(Network network, NDArray images) {
    try (NDArray logits = network.logits(images)) {
      return logits.argMax(1).toLongArray();
    }
  }
}
