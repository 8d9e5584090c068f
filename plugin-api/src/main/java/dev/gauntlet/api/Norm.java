package dev.gauntlet.api;

/** How the size of a perturbation is measured, per image, over all of its C·H·W values. */
public enum Norm {
  /** The largest absolute change of any value. */
  LINF,
  /** The Euclidean length of the change. */
  L2,
  /** The number of changed pixels (a pixel counts once, whichever of its channels change). */
  L0
}
