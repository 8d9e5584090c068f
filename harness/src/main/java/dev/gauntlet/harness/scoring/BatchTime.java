package dev.gauntlet.harness.scoring;

/**
 * How long a batch took.
 *
 * @param images in the batch, at least 1
 * @param seconds inside the plugin
 */
public record BatchTime(int images, double seconds) {
  public BatchTime {
    if (images < 1 || !(seconds >= 0)) {
      throw new IllegalArgumentException(
          "not a batch time: " + images + " images, " + seconds + " seconds");
    }
  }

  /** In proportion, for 100 images. */
  public double secondsPer100() {
    return seconds * 100 / images;
  }
}
