package dev.gauntlet.api;

/**
 * An attack asked for knowledge of its source that the suite's access level does not grant, or
 * spent its quota.
 */
public class AccessException extends GauntletException {
  public AccessException(String message) {
    super(message);
  }
}
