package dev.gauntlet.leaderboard.site;

/** A site that cannot be written; the message names the directory, the cause and what to do. */
public final class SiteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SiteException(String message) {
    super(message);
  }

  SiteException(String message, Throwable cause) {
    super(message, cause);
  }
}
