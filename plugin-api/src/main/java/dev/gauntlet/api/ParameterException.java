package dev.gauntlet.api;

/** A parameter that does not exist, has the wrong type, or lies outside its range. */
public class ParameterException extends GauntletException {
  public ParameterException(String message) {
    super(message);
  }
}
