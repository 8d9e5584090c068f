package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.BatchTime;
import java.util.List;
import java.util.Optional;

/**
 * What a defense said of some images, in the order in which it saw them; kept in the store.
 *
 * @param times of the batches
 * @param secondLook at some of the images; empty where there was none yet
 * @param repeats whether the answers are the same when asked again; empty where that is not settled
 */
record Answers(
    List<Answer> answers,
    List<BatchTime> times,
    Optional<SecondLook> secondLook,
    Optional<Repeats> repeats) {
  static final String FILE = "answers.json";

  Answers {
    answers = List.copyOf(answers);
    times = List.copyOf(times);
  }

  /** Whether the second look differs, and nobody has looked why. */
  boolean doubtful() {
    return repeats.isEmpty()
        && secondLook.map(second -> !second.differing(answers).isEmpty()).orElse(false);
  }
}
