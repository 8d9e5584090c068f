package dev.gauntlet.harness.analysis;

import java.util.SplittableRandom;

/** The two directions from an image along which its loss is looked at. */
final class Directions {
  private final float[] along;
  private final float[] across;

  /**
   * Directions of one image.
   *
   * @param along sign(x_adv − x): −1, 0 or 1 for each pixel
   * @param across −1, 0 or 1 for each pixel, at random but orthogonal to {@code along}
   */
  Directions(float[] along, float[] across) {
    this.along = along.clone();
    this.across = across.clone();
  }

  /** sign(x_adv − x). */
  float[] along() {
    return along.clone();
  }

  /** Orthogonal to {@link #along}. */
  float[] across() {
    return across.clone();
  }

  /**
   * The directions of an image.
   *
   * @param random decides the second one
   */
  static Directions of(float[] clean, float[] attacked, SplittableRandom random) {
    float[] along = new float[clean.length];
    for (int i = 0; i < clean.length; i++) {
      along[i] = Math.signum(attacked[i] - clean[i]);
    }
    return new Directions(along, orthogonal(along, random));
  }

  /**
   * Random signs with a product of exactly zero: of the pixels that {@code along} moves, one half
   * goes with it and the other against it; an odd one stays where it is.
   */
  private static float[] orthogonal(float[] along, SplittableRandom random) {
    int[] order = shuffled(along.length, random);
    float[] across = new float[along.length];
    int unpaired = -1;
    for (int i : order) {
      if (along[i] == 0) {
        across[i] = random.nextBoolean() ? 1 : -1;
      } else if (unpaired < 0) {
        unpaired = i;
      } else {
        float side = random.nextBoolean() ? 1 : -1;
        across[unpaired] = side * along[unpaired];
        across[i] = -side * along[i];
        unpaired = -1;
      }
    }
    return across;
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** Writes x + a·along + b·across, clipped to [0, 1], to where an image begins. */
  void step(float[] clean, double a, double b, float[] target, int begin) {
    for (int i = 0; i < clean.length; i++) {
      double moved = clean[i] + a * along[i] + b * across[i];
      target[begin + i] = (float) Math.max(0, Math.min(1, moved));
    }
  }
}
