package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.scoring.BatchTime;
import dev.gauntlet.harness.scoring.Perturbation;
import java.util.List;

/**
 * What became of some images, beside the images themselves; kept in the store.
 *
 * @param perturbations one per image
 * @param targets one per image in a targeted run; empty in an untargeted one
 * @param times of the batches
 */
record AttackBatch(List<Perturbation> perturbations, List<Integer> targets, List<BatchTime> times) {
  static final String FILE = "outcome.json";

  AttackBatch {
    perturbations = List.copyOf(perturbations);
    targets = List.copyOf(targets);
    times = List.copyOf(times);
  }
}
