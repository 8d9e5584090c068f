package dev.gauntlet.harness.publish;

import java.util.Optional;
import java.util.function.IntFunction;

/** The images that were scored. */
@FunctionalInterface
public interface ScoredImages {
  /**
   * What a defense was shown under an attack.
   *
   * @return gives the image, (C,H,W) in [0, 1], at a position of the clean images; empty where the
   *     attack made none
   */
  Optional<IntFunction<float[]>> of(String attack, String defense);
}
