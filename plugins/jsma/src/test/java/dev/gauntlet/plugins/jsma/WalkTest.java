package dev.gauntlet.plugins.jsma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two channels of three pixels. */
class WalkTest {
  private static final float[] CLEAN = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
  private static final float[] TOWARDS = {1, 2, 3, 1, 2, 3};
  private static final float[] ALL = {-1, -1, -1, -1, -1, -1};

  @Test
  void movesAllChannelsOfAPixelAndCountsItOnce() {
    Walk walk = new Walk(0, 1, CLEAN, 3, 2);

    assertThat(walk.step(TOWARDS, ALL, Direction.INCREASE, 1)).isTrue();

    assertThat(walk.values()).containsExactly(0.5f, 1, 1, 0.5f, 1, 1);
    assertThat(walk.step(TOWARDS, ALL, Direction.INCREASE, 1)).as("a pair more").isFalse();
  }

  @Test
  void goesOnWithThePixelsItHasOnceTheBudgetIsSpent() {
    Walk walk = new Walk(0, 1, CLEAN, 3, 3);
    float[] otherPair = {3, 2, 1, 3, 2, 1};

    walk.step(TOWARDS, ALL, Direction.INCREASE, 0.2);
    walk.step(otherPair, ALL, Direction.INCREASE, 0.2);

    assertThat(walk.values()).containsExactly(0.5f, 0.9f, 0.9f, 0.5f, 0.9f, 0.9f);
  }

  @Test
  void neverTurnsBack() {
    Walk walk = new Walk(0, 1, CLEAN, 3, 2);
    float[] turned = {-1, -2, -3, -1, -2, -3};
    float[] against = {1, 1, 1, 1, 1, 1};

    walk.step(TOWARDS, ALL, Direction.BOTH, 0.1);

    assertThat(walk.step(turned, against, Direction.BOTH, 0.1)).isFalse();
  }

  @Test
  void standsStillWhereNoPairHelps() {
    Walk walk = new Walk(0, 1, CLEAN, 3, 2);

    assertThat(walk.step(new float[6], new float[6], Direction.BOTH, 1)).isFalse();
    assertThat(walk.values()).containsExactly(CLEAN);
  }
}
