package dev.gauntlet.plugins.jsma;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Walks several images towards several classes each, all side by side. The first walk of an image
 * that succeeds ends its others, so an image changes as few pixels as its nearest class asks for.
 */
record SaliencyAttack(
    Differentiable source, Objective objective, int classes, Direction direction, double theta) {
  // Engines take two to four times as long for each image of a batch of 900 as of one of 100, whose
  // activations stay in the processor's caches.
  private static final int FULL_BATCH = 100;

  private static final Comparator<Walk> LEAD =
      Comparator.comparingDouble(Walk::margin).thenComparingLong(walk -> -walk.target());

  /**
   * Walks until every image has succeeded or has no helpful pair left.
   *
   * @param walks at least one for each image
   * @param clean (N,C,H,W)
   * @return (N,C,H,W): of each image the walk that succeeded, else the one that came nearest
   */
  NDArray run(List<Walk> walks, NDArray clean) {
    Walk[] nearest = new Walk[Math.toIntExact(clean.getShape().get(0))];
    List<Walk> walking = walks;
    while (!walking.isEmpty()) {
      Set<Walk> moved = new LinkedHashSet<>();
      for (List<Walk> batch : batches(walking, clean)) {
        moved.addAll(step(batch, clean));
      }
      List<Walk> ended = walking.stream().filter(walk -> !moved.contains(walk)).toList();
      for (Walk walk : ended) {
        Walk other = nearest[walk.image()];
        if (other == null || LEAD.compare(walk, other) > 0) {
          nearest[walk.image()] = walk;
        }
      }
      walking = moved.stream().filter(walk -> !arrived(nearest[walk.image()])).toList();
    }
    return images(List.of(nearest), clean, clean.getManager());
  }

  // As equal in size as can be.
  private static List<List<Walk>> batches(List<Walk> walks, NDArray clean) {
    int most = Math.max(FULL_BATCH, Math.toIntExact(clean.getShape().get(0)));
    int count = (walks.size() + most - 1) / most;
    List<List<Walk>> batches = new ArrayList<>();
    for (int batch = 0; batch < count; batch++) {
      batches.add(walks.subList(batch * walks.size() / count, (batch + 1) * walks.size() / count));
    }
    return batches;
  }

  // Judges every walk where it stands, moves those that have not arrived, and returns those that
  // moved.
  private Set<Walk> step(List<Walk> walking, NDArray clean) {
    try (NDManager scope = clean.getManager().newSubManager()) {
      NDArray images = images(walking, clean, scope);
      NDArray targets = scope.create(walking.stream().mapToLong(Walk::target).toArray());
      int[] rows = walking.stream().mapToInt(Walk::image).toArray();
      try (InputGradient towards = source.inputGradient(images, Losses.logit(targets, classes));
          InputGradient all = source.inputGradient(images, logits -> logits.sum(new int[] {1}))) {
        Objective part = objective.select(rows, scope);
        float[] margins = part.margins(towards.logits());
        part.report(images, part.reached(towards.logits()));
        float[] target = towards.gradient().toFloatArray();
        float[] sum = all.gradient().toFloatArray();
        int each = target.length / rows.length;
        Set<Walk> moved = new LinkedHashSet<>();
        for (int row = 0; row < rows.length; row++) {
          Walk walk = walking.get(row);
          walk.judge(margins[row]);
          if (!arrived(walk) && walk.step(target, sum, row * each, direction, theta)) {
            moved.add(walk);
          }
        }
        return moved;
      }
    }
  }

  private static boolean arrived(Walk walk) {
    return walk != null && walk.margin() > Objective.CLEAR_LEAD;
  }

  private static NDArray images(List<Walk> walks, NDArray like, NDManager manager) {
    Shape shape = new Shape(walks.size()).addAll(like.getShape().slice(1));
    int each = Math.toIntExact(shape.size() / walks.size());
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int row = 0; row < walks.size(); row++) {
      walks.get(row).copyTo(values, row * each);
    }
    return manager.create(values, shape);
  }
}
