package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.toolkit.batches.Rows;
import java.util.Arrays;

/**
 * What was found so far for each image: of those that succeed the nearest, and as long as none does
 * the one with the largest margin.
 */
final class Best {
  private final double needed;
  private final double[] distances;
  private final double[] margins;
  private NDArray images;

  /**
   * Nothing found: the clean images.
   *
   * @param needed the margin beyond which an image has succeeded
   */
  Best(NDArray clean, double needed) {
    int count = Math.toIntExact(clean.getShape().get(0));
    this.needed = needed;
    this.distances = new double[count];
    this.margins = new double[count];
    this.images = clean.duplicate();
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    Arrays.fill(margins, Double.NEGATIVE_INFINITY);
  }

  NDArray images() {
    return images;
  }

  /** How far the nearest success is from the clean image; infinitely far where there is none. */
  double distance(int position) {
    return distances[position];
  }

  /**
   * Keeps those that succeed nearer than any before.
   *
   * @param positions which image each of the found ones is a variant of
   * @param found (positions,C,H,W)
   * @return which of the found ones were kept
   */
  boolean[] nearer(int[] positions, NDArray found, float[] margin, double[] distance) {
    boolean[] kept = new boolean[positions.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = margin[i] > needed && distance[i] < distances[positions[i]];
      if (kept[i]) {
        distances[positions[i]] = distance[i];
      }
    }
    keep(positions, found, kept);
    return kept;
  }

  /** Keeps those with a larger margin than any before, where none has succeeded. */
  void stronger(int[] positions, NDArray found, float[] margin) {
    boolean[] kept = new boolean[positions.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Double.isInfinite(distances[positions[i]]) && margin[i] > margins[positions[i]];
      if (kept[i]) {
        margins[positions[i]] = margin[i];
      }
    }
    keep(positions, found, kept);
  }

  private void keep(int[] positions, NDArray found, boolean[] kept) {
    int[] rows = Rows.where(kept, true);
    if (rows.length > 0) {
      try (NDArray before = images;
          NDArray chosen = Rows.select(found, rows)) {
        images = Rows.replace(before, Rows.of(positions, rows), chosen);
      }
    }
  }
}
