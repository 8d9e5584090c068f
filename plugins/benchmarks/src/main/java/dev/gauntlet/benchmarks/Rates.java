package dev.gauntlet.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Median rates of several loops, measured in turns: whatever else the machine does in the meantime
 * slows all of them.
 */
final class Rates {
  private static final int WARM_UP_STEPS = 10;

  private final Map<String, Loop> loops = new LinkedHashMap<>();
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
  private final int images;

  /** Rates in images × steps per second, for batches of so many images. */
  Rates(int images) {
    this.images = images;
  }

  void add(String name, Loop loop) {
    loops.put(name, loop);
    seconds.put(name, new ArrayList<>());
  }

  void measure(int rounds, int steps) {
    loops.values().forEach(loop -> loop.run(WARM_UP_STEPS));
    for (int round = 0; round < rounds; round++) {
      loops.forEach(
          (name, loop) -> {
            long start = System.nanoTime();
            loop.run(steps);
            seconds.get(name).add((System.nanoTime() - start) / 1e9 / steps);
          });
    }
  }

  double rate(String name) {
    return images / median(seconds.get(name));
  }

  /** The rate of the fastest round. */
  double best(String name) {
    return images / Collections.min(seconds.get(name));
  }

  /** The median over rounds of one loop's rate by another's in the same round. */
  double ratio(String name, String to) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < seconds.get(name).size(); round++) {
      ratios.add(seconds.get(to).get(round) / seconds.get(name).get(round));
    }
    return median(ratios);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
