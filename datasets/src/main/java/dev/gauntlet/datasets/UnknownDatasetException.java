package dev.gauntlet.datasets;

/** No data set has this name; the message suggests the nearest one. */
public final class UnknownDatasetException extends DatasetException {
  UnknownDatasetException(String message) {
    super(message);
  }
}
