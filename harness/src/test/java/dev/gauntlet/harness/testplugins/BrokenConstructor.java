package dev.gauntlet.harness.testplugins;

/** Cannot be made. */
public class BrokenConstructor extends NearestMean {
  /** Throws. */
  public BrokenConstructor() {
    throw new IllegalStateException("no weights on this machine");
  }
}
