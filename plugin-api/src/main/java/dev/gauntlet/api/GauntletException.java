package dev.gauntlet.api;

/**
 * The root of everything Gauntlet throws on purpose. A message says what is wrong, where, what was
 * expected, and what to do next; it is shown to people without a stack trace.
 */
public class GauntletException extends RuntimeException {
  public GauntletException(String message) {
    super(message);
  }

  public GauntletException(String message, Throwable cause) {
    super(message, cause);
  }
}
