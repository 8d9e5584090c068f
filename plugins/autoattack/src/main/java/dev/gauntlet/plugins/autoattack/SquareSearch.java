package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Oracle;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.Arrays;

/**
 * Square Attack (Andriushchenko, Croce, Flammarion and Hein 2020, Algorithm 1): random search that
 * changes a square at a time, smaller ones later, and keeps what raises the margin.
 *
 * @param queries the most questions about one image
 * @param schedule how large the squares are
 */
record SquareSearch(int queries, SquareSchedule schedule) {
  /**
   * Searches with the context's scores. An image is asked about until its questions are spent, here
   * or in its quota, or it succeeds for good.
   *
   * @param clean (N,C,H,W)
   * @param labels (N), int64
   * @return (N,C,H,W), in the manager of {@code clean}
   */
  NDArray run(AttackContext context, NDArray clean, NDArray labels) {
    return InScope.run(
        clean,
        images -> {
          SquareWalk[] walks = walks(context, HostImages.of(images));
          search(context, labels, images.getManager(), images.getShape().slice(1), walks);
          float[][] best = Arrays.stream(walks).map(SquareWalk::best).toArray(float[][]::new);
          NDArray found = HostImages.batch(images.getManager(), best, images.getShape().slice(1));
          return Ball.around(images, context.budget()).project(found);
        });
  }

  private SquareWalk[] walks(AttackContext context, float[][] pixels) {
    Oracle oracle = context.scores();
    Randomness random = context.random();
    SquareWalk[] walks = new SquareWalk[pixels.length];
    for (int i = 0; i < walks.length; i++) {
      long questions = Math.min(queries, oracle.remaining(i));
      walks[i] = new SquareWalk(i, pixels[i], questions, random.generator(i, "square"));
    }
    return walks;
  }

  private void search(
      AttackContext context, NDArray labels, NDManager scope, Shape each, SquareWalk[] all) {
    Oracle oracle = context.scores();
    Patches patches = Patches.of(context.budget(), Grid.of(each));
    Objective objective = Objective.of(context, labels);
    int size = Math.toIntExact(each.size());
    SquareWalk[] walks = all;
    Objective asked = objective;
    float[] batch = new float[walks.length * size];
    for (int query = 0; query < queries; query++) {
      SquareWalk[] open = open(walks, oracle);
      if (open.length == 0) {
        return;
      }
      if (open.length < walks.length) {
        walks = open;
        asked = objective.select(positions(walks), scope);
        batch = new float[walks.length * size];
      }
      for (int i = 0; i < walks.length; i++) {
        walks[i].propose(patches, schedule, batch, i * size);
      }
      float[] margins = margins(oracle, asked, scope, each, walks, batch);
      for (int i = 0; i < walks.length; i++) {
        boolean succeeded = asked.stops() && margins[i] > Objective.CLEAR_LEAD;
        walks[i].answered(margins[i], succeeded, batch, i * size);
      }
    }
  }

  private static SquareWalk[] open(SquareWalk[] walks, Oracle oracle) {
    return Arrays.stream(walks)
        .filter(walk -> !walk.done() && oracle.remaining(walk.position()) > 0)
        .toArray(SquareWalk[]::new);
  }

  // On the host: a dozen array operations on so few numbers take an engine longer.
  private static float[] margins(
      Oracle oracle,
      Objective objective,
      NDManager scope,
      Shape each,
      SquareWalk[] walks,
      float[] batch) {
    try (NDManager local = scope.newSubManager()) {
      NDArray images = local.create(batch, new Shape(walks.length).addAll(each));
      NDArray logits = oracle.ask(images, positions(walks));
      objective.report(images, objective.reached(logits));
      return objective.margins(logits);
    }
  }

  private static int[] positions(SquareWalk[] walks) {
    return Arrays.stream(walks).mapToInt(SquareWalk::position).toArray();
  }
}
