package dev.gauntlet.leaderboard.results;

/**
 * The machine of a run.
 *
 * @param cores logical processors
 * @param memoryBytes physical memory
 * @param java vendor and version of the Java runtime
 */
public record Machine(
    String os, String arch, String cpu, int cores, long memoryBytes, String java) {
  public Machine {
    Require.present("os", os);
    Require.present("arch", arch);
    Require.present("cpu", cpu);
    Require.count("cores", cores);
    Require.count("memoryBytes", memoryBytes);
    Require.present("java", java);
  }
}
