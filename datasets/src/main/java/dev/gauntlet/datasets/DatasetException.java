package dev.gauntlet.datasets;

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
}
