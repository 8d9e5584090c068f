package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.store.Npz;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoubtsTest {
  private static final Answer ONE = new Answer(1, false, false);
  private static final Answer TWO = new Answer(2, false, false);
  private static final Answer REJECTED = new Answer(1, true, false);
  private static final int BATCH = 4;
  private static final float[] CLEAR = {0, 1, 0};
  private static final float[] TIE = {0, 1, 0.99999f};

  private final List<Range> askedAgain = new ArrayList<>();
  private final List<Range> askedForScores = new ArrayList<>();
  private final List<Answer> first = new ArrayList<>(Collections.nCopies(10, ONE));
  private final List<Answer> later = new ArrayList<>(first);
  private List<float[]> logits = Collections.nCopies(BATCH, CLEAR);

  @Test
  void whereTheSecondLookAgreesNothingIsAskedAgain() {
    assertThat(settle(List.of(0, 5), ONE, ONE)).isEqualTo(new Repeats(2, 0));
    assertThat(askedAgain).isEmpty();
  }

  @Test
  void aDifferenceThatTheSameBatchDoesNotRepeatIsNone() {
    assertThat(settle(List.of(0, 5), ONE, TWO)).isEqualTo(new Repeats(1 + BATCH, 0));
    assertThat(askedAgain).containsExactly(new Range(4, 8));
    assertThat(askedForScores).isEmpty();
  }

  @Test
  void aDifferenceThatTheSameBatchRepeatsCounts() {
    later.set(5, TWO);
    later.set(6, REJECTED);
    assertThat(settle(List.of(0, 5), ONE, TWO)).isEqualTo(new Repeats(1 + BATCH, 2));
    assertThat(askedForScores).containsExactly(new Range(4, 8));
  }

  @Test
  void notWhereTheLogitsTie() {
    later.set(5, TWO);
    logits = List.of(CLEAR, TIE, CLEAR, CLEAR);
    assertThat(settle(List.of(5), TWO)).isEqualTo(new Repeats(BATCH, 0));
  }

  @Test
  void butARejectionIsNoMatterOfLogits() {
    later.set(5, REJECTED);
    logits = List.of(CLEAR, TIE, CLEAR, CLEAR);
    assertThat(settle(List.of(5), REJECTED)).isEqualTo(new Repeats(BATCH, 1));
  }

  @Test
  void withoutLogitsTheSameBatchDecides() {
    later.set(5, TWO);
    logits = List.of();
    assertThat(settle(List.of(5), TWO)).isEqualTo(new Repeats(BATCH, 1));
  }

  @Test
  void logitsThatTieOnMostImagesExcuseNothing() {
    later.set(5, TWO);
    logits = List.of(TIE, TIE, TIE, CLEAR);
    assertThat(settle(List.of(5), TWO)).isEqualTo(new Repeats(BATCH, 1));
  }

  @Test
  void logitsThatAreNoneExcuseNothing() {
    later.set(5, TWO);
    logits = List.of(CLEAR, new float[] {0, Float.NaN, 0}, CLEAR, CLEAR);
    assertThat(settle(List.of(5), TWO)).isEqualTo(new Repeats(BATCH, 1));
  }

  @Test
  void smallLogitsAreMeasuredByTheirOwnSize() {
    later.set(5, TWO);
    logits = List.of(CLEAR, new float[] {0, 1e-6f, 0}, CLEAR, CLEAR);
    assertThat(settle(List.of(5), TWO)).isEqualTo(new Repeats(BATCH, 1));
  }

  @Test
  void failingWhenAskedAgainClearsNobody() {
    later.clear();
    assertThat(settle(List.of(0, 5), ONE, TWO)).isEqualTo(new Repeats(2, 1));
  }

  @Test
  void whatFailedAtFirstIsNeverCounted() {
    first.set(6, Answer.FAILED);
    assertThat(settle(List.of(0, 5, 6), ONE, TWO, TWO)).isEqualTo(new Repeats(BATCH, 0));
  }

  @Test
  void itCostsTwoBatchesAtMost() {
    settle(List.of(0, 5, 9), TWO, TWO, TWO);
    assertThat(askedAgain).containsExactly(new Range(0, 4), new Range(4, 8));
  }

  private Repeats settle(List<Integer> positions, Answer... answers) {
    Doubts.Again again =
        new Doubts.Again() {
          @Override
          public Optional<List<Answer>> answers(Range batch) {
            askedAgain.add(batch);
            return later.isEmpty()
                ? Optional.empty()
                : Optional.of(later.subList(batch.from(), batch.to()));
          }

          @Override
          public Optional<Leads> leads(Range batch) {
            askedForScores.add(batch);
            if (logits.isEmpty()) {
              return Optional.empty();
            }
            float[] flat = new float[3 * BATCH];
            for (int i = 0; i < BATCH; i++) {
              System.arraycopy(logits.get(i), 0, flat, 3 * i, 3);
            }
            return Leads.of(Npz.floats("logits", flat, new Shape(BATCH, 3)), BATCH, 3);
          }
        };
    return new Doubts(first, BATCH, again).settle(new SecondLook(positions, List.of(answers)));
  }
}
