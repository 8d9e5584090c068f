package dev.gauntlet.harness.cli;

import java.util.List;
import java.util.OptionalInt;

/**
 * Who computes in a run.
 *
 * @param devices one for each worker
 * @param batch images that each sees at once where the suite does not say; empty where it does
 */
record Crew(List<String> devices, OptionalInt batch) {
  Crew {
    devices = List.copyOf(devices);
  }
}
