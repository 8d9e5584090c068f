package dev.gauntlet.harness.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleChoiceTest {
  private static final int[] LABELS = {0, 0, 1, 1, 2, 2};

  @Test
  void fooledImagesOfDifferentClassesComeFirst() {
    assertThat(choose(2, 0, 1, 1, 1, 0, 0)).containsExactly(1, 2);
  }

  @Test
  void aFooledImageOfTheSameClassComesBeforeOneThatFooledNobody() {
    assertThat(choose(2, 0, 0, 1, 1, 0, 0)).containsExactly(2, 3);
  }

  @Test
  void theMostFoolingImageOfAClassIsTaken() {
    assertThat(choose(1, 1, 3, 2, 0, 0, 0)).containsExactly(1);
  }

  @Test
  void whereNobodyWasFooledTheFirstImagesOfEachClassAreShown() {
    assertThat(choose(4, 0, 0, 0, 0, 0, 0)).containsExactly(0, 1, 2, 4);
  }

  private static List<Integer> choose(int wanted, int... fooled) {
    return new SampleChoice(image -> fooled[image], image -> LABELS[image])
        .of(List.of(0, 1, 2, 3, 4, 5), wanted);
  }
}
