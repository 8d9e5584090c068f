package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.BatchTime;
import java.util.List;
import java.util.Optional;

/**
 * What a defense said of all images.
 *
 * @param answers one per image, in the images' own order
 * @param times of the batches
 * @param repeats whether it answers alike when it is asked again
 * @param trouble what went wrong first, if anything did
 */
record ClassifyResult(
    List<Answer> answers, List<BatchTime> times, Repeats repeats, Optional<Trouble> trouble) {
  ClassifyResult {
    answers = List.copyOf(answers);
    times = List.copyOf(times);
  }
}
