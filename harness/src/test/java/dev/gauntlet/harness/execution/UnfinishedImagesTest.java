package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.Perturbation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnfinishedImagesTest {
  private static final Perturbation MOVED = new Perturbation(false, false, 0.1);
  private static final Perturbation UNCHANGED = new Perturbation(false, false, 0);
  private static final Answer RIGHT = new Answer(0, false, false);
  private static final Answer WRONG = new Answer(1, false, false);
  private static final Answer REJECTED = new Answer(Answer.NOTHING, true, false);

  private final List<Perturbation> perturbations = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  /** Settles one reported image of class 0. */
  private int settle(Perturbation perturbation, Answer answer, Answer clean) {
    perturbations.add(perturbation);
    answers.add(answer);
    BitSet reported = new BitSet();
    reported.set(0);
    return new UnfinishedImages(reported, new BitSet())
        .settle(image -> 0, List.of(clean), perturbations, answers);
  }

  @Test
  void anImageThatTheDefenseIsWrongOnIsKept() {
    assertThat(settle(MOVED, WRONG, RIGHT)).isZero();
    assertThat(perturbations).containsExactly(MOVED);
    assertThat(answers).containsExactly(WRONG);
  }

  /** A defense in the attack's process could report such images in its name. */
  @Test
  void anImageThatTheDefenseIsRightOnIsAsIfNobodyHadReportedIt() {
    assertThat(settle(MOVED, RIGHT, WRONG)).isEqualTo(1);
    assertThat(perturbations).containsExactly(Perturbation.FAILED);
    assertThat(answers).as("the answer on the clean image").containsExactly(WRONG);
  }

  @Test
  void aRejectionThatIsRightIsNoSuccess() {
    assertThat(settle(MOVED, REJECTED, RIGHT)).isEqualTo(1);
    assertThat(answers).containsExactly(RIGHT);
  }

  @Test
  void aCleanImageIsNoSuccess() {
    assertThat(settle(UNCHANGED, WRONG, WRONG)).isEqualTo(1);
    assertThat(perturbations).containsExactly(Perturbation.FAILED);
  }

  @Test
  void aDefenseThatFailsOnAReportedImageIsWrongOnIt() {
    assertThat(settle(MOVED, Answer.FAILED, RIGHT)).isZero();
    assertThat(answers).containsExactly(Answer.FAILED);
  }

  @Test
  void imagesThatWereNotReportedAreUnfinished() {
    BitSet missing = new BitSet();
    missing.set(0, 2);
    assertThat(
            new UnfinishedImages(new BitSet(), missing)
                .settle(image -> 0, List.of(RIGHT, RIGHT), perturbations, answers))
        .isEqualTo(2);
  }
}
