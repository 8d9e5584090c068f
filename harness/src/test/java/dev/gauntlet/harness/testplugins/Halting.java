package dev.gauntlet.harness.testplugins;

import dev.gauntlet.api.DefenseDescriptor;

/** Ends the process it is described in. */
public class Halting extends NearestMean {
  @Override
  public DefenseDescriptor descriptor() {
    Runtime.getRuntime().halt(9);
    return super.descriptor();
  }
}
