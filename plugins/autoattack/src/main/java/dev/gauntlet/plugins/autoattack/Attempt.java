package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;

/** One attack of a sequence, its parameters fixed. */
@FunctionalInterface
interface Attempt {
  /**
   * Perturbs a batch.
   *
   * @param clean (N,C,H,W), in a scope that the caller closes
   * @param labels (N), int64
   * @return (N,C,H,W), in the same scope
   */
  NDArray run(AttackContext context, NDArray clean, NDArray labels);
}
