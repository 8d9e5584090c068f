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

    assertThat(walk.step(TOWARDS, ALL, 0, Direction.INCREASE, 1)).isTrue();

    assertThat(values(walk, 6)).containsExactly(0.5f, 1, 1, 0.5f, 1, 1);
    assertThat(walk.step(TOWARDS, ALL, 0, Direction.INCREASE, 1)).as("a pair more").isFalse();
  }

  @Test
  void goesOnWithThePixelsItHasOnceTheBudgetIsSpent() {
    Walk walk = new Walk(0, 1, CLEAN, 3, 3);
    float[] otherPair = {3, 2, 1, 3, 2, 1};

    walk.step(TOWARDS, ALL, 0, Direction.INCREASE, 0.2);
    walk.step(otherPair, ALL, 0, Direction.INCREASE, 0.2);

    assertThat(values(walk, 6)).containsExactly(0.5f, 0.9f, 0.9f, 0.5f, 0.9f, 0.9f);
  }

  @Test
  void neverTurnsBack() {
    Walk walk = new Walk(0, 1, CLEAN, 3, 2);
    float[] turned = {-1, -2, -3, -1, -2, -3};
    float[] against = {1, 1, 1, 1, 1, 1};

    walk.step(TOWARDS, ALL, 0, Direction.BOTH, 0.1);

    assertThat(walk.step(turned, against, 0, Direction.BOTH, 0.1)).isFalse();
  }

  @Test
  void standsStillWhereNoPairHelps() {
    Walk walk = new Walk(0, 1, CLEAN, 3, 2);

    assertThat(walk.step(new float[6], new float[6], 0, Direction.BOTH, 1)).isFalse();
    assertThat(values(walk, 6)).containsExactly(CLEAN);
  }

  // By hand: steps reach 0.1, 0.8 and 1, so α is 0.4, 1.6 and 1, and β is −0.5, −2.4 and −2. The
  // last two make 2.6 · 4.4; the first two, whose slopes are the largest, 2 · 2.9.
  @Test
  void weighsAPixelByHowFarTheStepCanTakeIt() {
    float[] clean = {0.9f, 0.2f, 0};
    float[] towards = {4, 2, 1};
    float[] all = {-1, -1, -1};
    Walk walk = new Walk(0, 1, clean, 3, 2);

    assertThat(walk.step(towards, all, 0, Direction.INCREASE, 1)).isTrue();

    assertThat(values(walk, 3)).containsExactly(0.9f, 1, 1);
  }

  // The same darker: the pixels have 0.1, 0.8 and 1 to lose.
  @Test
  void weighsAPixelByHowFarTheStepCanTakeItDownwards() {
    float[] clean = {0.1f, 0.8f, 1};
    float[] towards = {-4, -2, -1};
    float[] all = {1, 1, 1};
    Walk walk = new Walk(0, 1, clean, 3, 2);

    assertThat(walk.step(towards, all, 0, Direction.DECREASE, 1)).isTrue();

    assertThat(values(walk, 3)).containsExactly(0.1f, 0, 0);
  }

  private static float[] values(Walk walk, int count) {
    float[] values = new float[count];
    walk.copyTo(values, 0);
    return values;
  }
}
