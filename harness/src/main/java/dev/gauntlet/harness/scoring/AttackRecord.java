package dev.gauntlet.harness.scoring;

import java.util.List;

/**
 * An attack, whatever it met.
 *
 * @param id the attack's id in the suite
 * @param targeted whether it had to reach a given label per image
 * @param times of the batches that it perturbed, over all sources
 */
public record AttackRecord(String id, boolean targeted, List<BatchTime> times) {
  public AttackRecord {
    times = List.copyOf(times);
  }
}
