package dev.gauntlet.harness.execution;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** At most so many changed pixels, whichever of their channels change. */
record L0Ball(double epsilon, int channels) implements Ball {
  @Override
  public double distance(float[] clean, float[] image) {
    return changed(clean, image).size();
  }

  @Override
  public boolean isOver(double distance) {
    return distance > epsilon;
  }

  @Override
  public void project(float[] clean, float[] image) {
    changed(clean, image).stream()
        .sorted(Comparator.comparingDouble((Integer pixel) -> -change(clean, image, pixel)))
        .skip((long) epsilon)
        .forEach(
            pixel -> {
              for (int i = pixel; i < clean.length; i += clean.length / channels) {
                image[i] = clean[i];
              }
            });
  }

  private List<Integer> changed(float[] clean, float[] image) {
    return IntStream.range(0, clean.length / channels)
        .filter(pixel -> change(clean, image, pixel) > 0)
        .boxed()
        .toList();
  }

  /** The largest change of a pixel's channels. */
  private double change(float[] clean, float[] image, int pixel) {
    double largest = 0;
    for (int i = pixel; i < clean.length; i += clean.length / channels) {
      largest = Math.max(largest, Math.abs((double) image[i] - clean[i]));
    }
    return largest;
  }
}
