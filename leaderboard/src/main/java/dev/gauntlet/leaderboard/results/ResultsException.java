package dev.gauntlet.leaderboard.results;

/** Results that cannot be read, written or believed; the message names the file and the field. */
public final class ResultsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ResultsException(String message) {
    super(message);
  }

  public ResultsException(String message, Throwable cause) {
    super(message, cause);
  }
}
