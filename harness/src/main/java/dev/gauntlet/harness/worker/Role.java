package dev.gauntlet.harness.worker;

import java.util.Locale;

/** What a worker is for; it is given no more than that needs. */
public enum Role {
  /** Says what its plugins offer. */
  DESCRIBE,
  /** Trains on the training images. */
  TRAIN,
  /** Perturbs images; sees the clean ones. */
  ATTACK,
  /** Classifies perturbed images in random order; sees no labels, names or clean images. */
  CLASSIFY,
  /** Shows more of a trained model than its answers; sees clean images beside perturbed ones. */
  EXAMINE;

  /** For names of threads and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
