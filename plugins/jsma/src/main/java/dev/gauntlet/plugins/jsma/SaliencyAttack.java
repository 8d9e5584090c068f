package dev.gauntlet.plugins.jsma;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.ArrayList;
import java.util.Arrays;
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
      Set<Walk> moved = step(walking, clean);
      List<Walk> ended = walking.stream().filter(walk -> !moved.contains(walk)).toList();
      for (Walk walk : ended) {
        Walk other = nearest[walk.image()];
        if (other == null || LEAD.compare(walk, other) > 0) {
          nearest[walk.image()] = walk;
        }
      }
      walking = moved.stream().filter(walk -> !arrived(nearest[walk.image()])).toList();
    }
    List<float[]> values = new ArrayList<>();
    for (Walk walk : nearest) {
      values.add(walk.values());
    }
    return batch(values, clean, clean.getManager());
  }

  // Judges every walk where it stands, moves those that have not arrived, and returns those that
  // moved.
  private Set<Walk> step(List<Walk> walking, NDArray clean) {
    try (NDManager scope = clean.getManager().newSubManager()) {
      NDArray images = batch(walking.stream().map(Walk::values).toList(), clean, scope);
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
          if (!arrived(walk)
              && walk.step(part(target, row, each), part(sum, row, each), direction, theta)) {
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

  private static float[] part(float[] values, int row, int each) {
    return Arrays.copyOfRange(values, row * each, (row + 1) * each);
  }

  private static NDArray batch(List<float[]> images, NDArray like, NDManager manager) {
    int each = images.get(0).length;
    float[] values = new float[images.size() * each];
    for (int image = 0; image < images.size(); image++) {
      System.arraycopy(images.get(image), 0, values, image * each, each);
    }
    return manager.create(values, new Shape(images.size()).addAll(like.getShape().slice(1)));
  }
}
