package dev.gauntlet.harness.testplugins;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import java.util.List;

/** Has an id that is none. */
public class BrokenDescriptor extends NearestMean {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "No Id!", "", "", Citation.of("x"), List.of("means"), List.of(), List.of(), false, false);
  }
}
