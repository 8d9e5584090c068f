package dev.gauntlet.api;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the state of a training where an interruption cannot lose it. A method that saves after
 * every epoch and starts from {@link #latest} goes on after {@code kill -9} with the same command;
 * what it draws at random must then depend on the seed and the epoch alone, so that the result is
 * the one of an undisturbed training.
 */
public interface Snapshots {
  /** The last state that an interrupted training of this very model saved. */
  Optional<CheckpointReader> latest();

  /**
   * Saves a state as a whole, in place of the last one. Notes are not kept.
   *
   * @param files writes the files that {@link #latest} gives back
   * @throws CheckpointException if they cannot be written
   */
  void save(Consumer<CheckpointWriter> files);
}
