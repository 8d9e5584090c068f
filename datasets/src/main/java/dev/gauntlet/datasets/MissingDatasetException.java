package dev.gauntlet.datasets;

/** The data set is known, but its files are not here: they have to be pulled first. */
public final class MissingDatasetException extends DatasetException {
  MissingDatasetException(String message) {
    super(message);
  }
}
