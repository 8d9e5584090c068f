package dev.gauntlet.api;

import java.io.InputStream;

/** A finished checkpoint: a small directory of named files. */
public interface CheckpointReader {
  /** The file for a network's parameters where a method has only one network. */
  String WEIGHTS = "weights.npz";

  /**
   * Opens a file of the checkpoint; the caller closes it.
   *
   * @throws CheckpointException if there is no such file
   */
  InputStream open(String name);

  /** Whether the checkpoint has a file of that name. */
  boolean contains(String name);

  /** What to call this checkpoint in an error message. */
  String origin();
}
