package dev.gauntlet.api;

/** What an attack must know of its source, from nothing to everything. */
public enum Knowledge {
  /** Nothing: noise and controls. */
  NONE,
  /** The predicted label of any image it asks about. */
  DECISIONS,
  /** The logits of any image it asks about. */
  SCORES,
  /** Gradients through the whole source. */
  GRADIENTS
}
