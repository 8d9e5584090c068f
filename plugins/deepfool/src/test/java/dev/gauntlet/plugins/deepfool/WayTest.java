package dev.gauntlet.plugins.deepfool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gauntlet.api.Norm;
import org.junit.jupiter.api.Test;

class WayTest {
  // Steps of 0.5 out and 0.2 back; each is 1e-4 longer, to be across the boundary.
  @Test
  void takesNothingBackOfWhatLiesBeyondThePixelRange() {
    Way way = new Way(new float[] {0.1f, 0.9f, 0.5f}, 1);

    way.add(Step.towards(Norm.LINF, 1.5, new float[] {-1, 1, 1}));
    assertThat(way.end()).containsExactly(0, 1, 1);
    way.add(Step.towards(Norm.LINF, 0.6, new float[] {1, -1, -1}));

    assertThat(way.end()).containsExactly(new float[] {0.2001f, 0.7999f, 0.7999f}, within(1e-6f));
  }
}
