package dev.gauntlet.harness.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DirectionsTest {
  @Test
  void theFirstIsTheSignOfTheAttack() {
    Directions directions =
        Directions.of(
            new float[] {0.5f, 0.5f, 0}, new float[] {0.6f, 0.2f, 0}, new SplittableRandom(1));

    assertThat(directions.along()).containsExactly(1, -1, 0);
  }

  @Property
  void theSecondIsOrthogonalToItAndMovesAllPixelsButAnOddOne(
      @ForAll @IntRange(min = 0, max = 60) int moved,
      @ForAll @IntRange(min = 0, max = 60) int still,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] clean = new float[moved + still];
    float[] attacked = new float[moved + still];
    for (int i = 0; i < moved; i++) {
      attacked[i] = random.nextBoolean() ? 0.3f : -0.3f;
    }

    Directions directions = Directions.of(clean, attacked, random);

    double product = 0;
    int unmoved = 0;
    for (int i = 0; i < clean.length; i++) {
      product += directions.along()[i] * directions.across()[i];
      assertThat(Math.abs(directions.across()[i])).isIn(0f, 1f);
      unmoved += directions.across()[i] == 0 ? 1 : 0;
    }
    assertThat(product).isZero();
    assertThat(unmoved).isEqualTo(moved % 2);
  }

  @Test
  void aStepStaysWithinThePixelsRange() {
    Directions directions = new Directions(new float[] {1, -1, 0}, new float[] {1, 1, -1});
    float[] target = new float[4];

    directions.step(new float[] {0.9f, 0.5f, 0}, 0.2, 0.1, target, 1);

    assertThat(target).containsExactly(0, 1, 0.4f, 0);
  }

  @Test
  void drawsDependOnTheSeedTheImageAndThePurpose() {
    assertThat(Draws.of(1, "a", "p").nextLong()).isEqualTo(Draws.of(1, "a", "p").nextLong());
    long[] others = {
      Draws.of(1, "a", "p").nextLong(),
      Draws.of(2, "a", "p").nextLong(),
      Draws.of(1, "b", "p").nextLong(),
      Draws.of(1, "a", "q").nextLong()
    };
    assertThat(Arrays.stream(others).distinct()).hasSize(4);
  }
}
