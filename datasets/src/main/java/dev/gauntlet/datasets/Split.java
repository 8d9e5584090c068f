package dev.gauntlet.datasets;

/** Which part of a data set. */
public enum Split {
  /** What defenses are trained on. */
  TRAIN,
  /** What attacks and defenses are evaluated on. */
  TEST
}
