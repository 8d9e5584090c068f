package dev.gauntlet.datasets;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A data set cannot be named, fetched or read. The message says what is wrong, where, and what to
 * do.
 */
public class DatasetException extends RuntimeException {
  /** Makes one without a cause. */
  public DatasetException(String message) {
    super(message);
  }

  /** Makes one with its cause. */
  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What messages say of an I/O error: its class tells more than its text, which may be a path. */
  static String reason(IOException e) {
    return e.getClass() == IOException.class
        ? e.getMessage()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  static DatasetException unreadable(String location, IOException cause) {
    return new DatasetException(
        "%s cannot be read (%s). Check that it is a file, and its permissions."
            .formatted(location, reason(cause)),
        cause);
  }

  static DatasetException unwritable(Path path, IOException cause) {
    return new DatasetException(
        "%s cannot be written (%s). Correct that, or set GAUNTLET_HOME to another folder."
            .formatted(path, reason(cause)),
        cause);
  }
}
