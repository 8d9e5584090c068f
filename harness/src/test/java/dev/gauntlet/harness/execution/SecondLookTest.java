package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.scoring.Answer;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SecondLookTest {
  private static final Answer ONE = new Answer(1, false, false);
  private static final Answer TWO = new Answer(2, false, false);
  private static final Answer REJECTED = new Answer(1, true, false);

  @Property
  void aFewDistinctImagesAreShownAgain(@ForAll @IntRange(min = 1, max = 100_000) int images) {
    int[] positions = SecondLook.positions(images);
    assertThat(positions).doesNotHaveDuplicates().hasSizeBetween(1, 20);
    assertThat(IntStream.of(positions)).allMatch(position -> position >= 0 && position < images);
    assertThat(positions.length).isLessThanOrEqualTo(Math.max(2, images / 50));
  }

  @Test
  void differencesAreFoundAndFailuresAreNone() {
    List<Answer> first = List.of(ONE, ONE, Answer.FAILED, TWO, ONE);
    SecondLook second =
        new SecondLook(List.of(0, 1, 2, 3, 4), List.of(ONE, TWO, ONE, TWO, REJECTED));
    assertThat(second.comparable(first)).containsExactly(0, 1, 3, 4);
    assertThat(second.differing(first)).containsExactly(1, 4);
    assertThat(second.against(first)).isEqualTo(new Repeats(4, 2));
  }
}
