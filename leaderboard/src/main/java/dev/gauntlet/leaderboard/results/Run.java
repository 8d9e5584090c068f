package dev.gauntlet.leaderboard.results;

import java.time.Instant;

/**
 * How the run was made.
 *
 * @param suite the suite's id
 * @param suiteSha256 of the suite file, hexadecimal
 * @param seconds wall-clock time of the whole run
 * @param device where models ran, for example {@code cpu} or {@code gpu0}
 * @param isolation how submissions were kept apart: {@code bwrap}, {@code docker} or {@code none}
 * @param computeSeconds spent in attacks and defenses, summed over workers
 * @param overheadSeconds of wall-clock time that was neither attack nor defense
 * @param command the command line, as typed
 * @param pixels what was scored: {@code float32}, or {@code uint8} after rounding inside the budget
 * @param engineTest what a test of the engine found on this machine; null where it was not tested
 */
public record Run(
    String id,
    String suite,
    String suiteSha256,
    Instant started,
    double seconds,
    String engine,
    String engineVersion,
    String device,
    long seed,
    String isolation,
    String harnessVersion,
    Machine machine,
    int workers,
    int threadsPerWorker,
    double computeSeconds,
    double overheadSeconds,
    String command,
    String pixels,
    EngineTest engineTest) {
  public Run {
    Require.text("id", id);
    Require.text("suite", suite);
    Require.sha256("suiteSha256", suiteSha256);
    Require.present("started", started);
    Require.measure("seconds", seconds);
    Require.text("engine", engine);
    Require.text("engineVersion", engineVersion);
    Require.text("device", device);
    Require.text("isolation", isolation);
    Require.text("harnessVersion", harnessVersion);
    Require.present("machine", machine);
    Require.count("workers", workers);
    Require.count("threadsPerWorker", threadsPerWorker);
    Require.measure("computeSeconds", computeSeconds);
    Require.measure("overheadSeconds", overheadSeconds);
    Require.present("command", command);
    Require.oneOf("pixels", pixels, "float32", "uint8");
  }
}
