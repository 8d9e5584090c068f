package dev.gauntlet.plugins.autoattack;

import java.util.stream.IntStream;

/**
 * When APGD looks back on its progress: after ⌈p_j·N⌉ steps, where p₀ = 0, p₁ = 0.22 and p_{j+1} =
 * p_j + max(p_j − p_{j−1} − 0.03, 0.06) (section 3.1).
 */
final class Checkpoints {
  private static final int FIRST = 22;
  private static final int SHORTER = 3;
  private static final int SHORTEST = 6;

  private Checkpoints() {}

  /** The checkpoints of N steps, in order, with 0 as the first. */
  static int[] of(int steps) {
    IntStream.Builder percent = IntStream.builder().add(0);
    int period = FIRST;
    for (int next = FIRST; next <= 100; next += period) {
      percent.add(next);
      period = Math.max(period - SHORTER, SHORTEST);
    }
    // In whole hundredths: what floating point adds up would be rounded up once too often.
    return percent.build().map(p -> (p * steps + 99) / 100).distinct().toArray();
  }
}
