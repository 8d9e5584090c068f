package dev.gauntlet.harness.scoring;

import java.util.List;
import java.util.Optional;

/**
 * A defense on the clean images.
 *
 * @param id the defense's id in the suite
 * @param answers one per image, in the order of the images
 * @param times of the batches that it classified
 * @param error one line on what went wrong, if anything did
 * @param log the end of the worker's log, if anything went wrong
 */
public record DefenseRecord(
    String id,
    List<Answer> answers,
    List<BatchTime> times,
    Optional<String> error,
    Optional<String> log) {
  public DefenseRecord {
    answers = List.copyOf(answers);
    times = List.copyOf(times);
  }
}
