package dev.gauntlet.harness.scoring;

import java.util.List;
import java.util.Optional;

/**
 * One defense under one attack, image by image. Whether the cell is failed, and who is to blame,
 * follows from the images: a defense that could not start has failed answers throughout, an attack
 * that could not start failed perturbations. Where a white-box attack could not run because its
 * source, the defense itself, could not start, the defense is to blame.
 *
 * @param defense its id in the suite
 * @param attack its id in the suite
 * @param perturbations one per image, in the order of the images
 * @param unfinished how many of the failed perturbations are of batches that the attack did not
 *     finish; strict rules refused the others
 * @param targets the label to reach per image; empty for an untargeted attack
 * @param answers one per image
 * @param times of the batches that the defense classified
 * @param error one line on what went wrong, if anything did
 * @param log the end of the worker's log, if anything went wrong
 * @param notApplicable why this pair cannot meet, for example a white-box attack and a defense
 *     without gradients; perturbations, targets and answers are then empty
 */
public record CellRecord(
    String defense,
    String attack,
    List<Perturbation> perturbations,
    int unfinished,
    List<Integer> targets,
    List<Answer> answers,
    List<BatchTime> times,
    Optional<String> error,
    Optional<String> log,
    Optional<String> notApplicable) {
  public CellRecord {
    perturbations = List.copyOf(perturbations);
    targets = List.copyOf(targets);
    answers = List.copyOf(answers);
    times = List.copyOf(times);
    if (perturbations.size() != answers.size()
        || (!targets.isEmpty() && targets.size() != answers.size())
        || notApplicable.isPresent() != answers.isEmpty()) {
      throw new IllegalArgumentException(
          "the cell of "
              + defense
              + " under "
              + attack
              + " has "
              + perturbations.size()
              + " perturbations, "
              + targets.size()
              + " targets and "
              + answers.size()
              + " answers");
    }
  }

  /** A pair that cannot meet. */
  public static CellRecord notApplicable(String defense, String attack, String reason) {
    return new CellRecord(
        defense,
        attack,
        List.of(),
        0,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(reason));
  }
}
