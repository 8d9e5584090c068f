package dev.gauntlet.api;

import java.io.OutputStream;

/**
 * A checkpoint in the making: a small directory of named files, published as a whole when the
 * training returns. A method with several networks writes several files.
 */
public interface CheckpointWriter {
  /**
   * Creates or replaces a file; the caller closes it.
   *
   * @param name letters, digits, dots and dashes, no path; {@link CheckpointReader#WEIGHTS} for the
   *     usual single network
   * @throws CheckpointException if the name is not allowed or the file cannot be written
   */
  OutputStream create(String name);

  /**
   * Adds a fact to the checkpoint's provenance, shown on the method's page.
   *
   * @param key for example {@code backwardPassesPerImage}
   * @param value text, a number, a boolean, or lists and maps of these
   */
  void note(String key, Object value);
}
