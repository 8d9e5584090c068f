package dev.gauntlet.harness.publish;

import java.util.Optional;

/** The images that were scored. */
@FunctionalInterface
public interface PerturbedImages {
  /**
   * All images that a defense was shown under an attack.
   *
   * @return (N,C,H,W) in [0, 1], in the order of the clean images; empty where the attack made none
   */
  Optional<float[]> of(String attack, String defense);
}
