package dev.gauntlet.harness.worker;

import dev.gauntlet.engines.ForkedEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Processes that test an engine, with the class path and the environment that workers have. */
public final class EngineProcesses {
  /** For a test; a busy machine takes many times as long as a quiet one. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Where DJL may download a GPU's libraries, some gigabytes. */
  private static final Duration DOWNLOAD = Duration.ofMinutes(30);

  private EngineProcesses() {}

  /** Those of an engine on a device, by DJL's name. */
  public static ForkedEngine of(EngineChoice engine, String device) {
    boolean downloads = "false".equals(System.getenv("DJL_OFFLINE"));
    return new ForkedEngine(
        engine.name(),
        device,
        threads -> environment(engine, device, threads),
        EngineProcesses::java,
        WorkerSettings.isGpu(device) && downloads ? DOWNLOAD : LIMIT);
  }

  /** All variables of a worker's process. */
  public static Map<String, String> environment(EngineChoice engine, String device, int threads) {
    return WorkerCommand.environment(engine, threads, WorkerSettings.isGpu(device));
  }

  /** Where DJL keeps the libraries that it unpacks. */
  public static Path cache() {
    return EngineLibraries.folder();
  }

  private static List<String> java(int threads) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-CreateCoredumpOnCrash",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        "-Dai.djl.pytorch.num_threads=" + threads);
  }
}
