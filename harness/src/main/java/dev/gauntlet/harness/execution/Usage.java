package dev.gauntlet.harness.execution;

/**
 * Where a run's time went.
 *
 * @param seconds from its start to its end
 * @param workers how many worked at once
 * @param pluginSeconds in which plugins worked, added up over the workers
 */
public record Usage(double seconds, int workers, double pluginSeconds) {
  /** The share of the workers' time in which no plugin worked, from 0 to 1. */
  public double overhead() {
    double available = seconds * workers;
    return available > 0 ? Math.max(0, 1 - pluginSeconds / available) : 0;
  }
}
