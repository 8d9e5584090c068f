package dev.gauntlet.plugins.jsma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Small whole numbers, so that ties are common and sums exact. */
class PixelPairTest {
  @Property(tries = 2000)
  void isAsSalientAsTheBestOfAllPairs(
      @ForAll @Size(12) List<@IntRange(min = -5, max = 5) Integer> target,
      @ForAll @Size(12) List<@IntRange(min = -5, max = 5) Integer> others,
      @ForAll @Size(12) List<Boolean> allowed) {
    double best = 0;
    for (int m = 0; m < 12; m++) {
      for (int n = m + 1; n < 12; n++) {
        double alpha = target.get(m) + target.get(n);
        double beta = others.get(m) + others.get(n);
        if (allowed.get(m) && allowed.get(n) && alpha > 0 && beta < 0) {
          best = Math.max(best, -alpha * beta);
        }
      }
    }
    boolean[] flags = new boolean[12];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = allowed.get(i);
    }

    Optional<PixelPair> found = PixelPair.best(doubles(target), doubles(others), flags);

    assertThat(found.map(PixelPair::saliency).orElse(0.0)).isEqualTo(best);
    found.ifPresent(
        pair -> {
          assertThat(pair.first()).isNotEqualTo(pair.second());
          assertThat(flags[pair.first()] && flags[pair.second()]).isTrue();
        });
  }

  private static double[] doubles(List<Integer> values) {
    return values.stream().mapToDouble(Integer::doubleValue).toArray();
  }
}
