package dev.gauntlet.engines;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The environment of the build's tests: the one that workers have on this machine. Its argument is
 * the file of properties to write.
 */
public final class BuildEnvironment {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private BuildEnvironment() {}

  /** Writes a property {@code engine.VARIABLE} for each variable that a remedy may set. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Map<String, String> environment = new TreeMap<>(Remedy.defaults());
    environment.putAll(System.getenv());
    environment.keySet().retainAll(Remedy.variables());
    for (String engine : List.of("MXNet", "PyTorch")) {
      if (EngineVersion.of(engine).isEmpty()) {
        continue;
      }
      Verdict verdict = verdict(engine);
      if (verdict.passed().isEmpty() || verdict.remedied()) {
        System.err.println(engine + ": " + verdict.words());
      }
      verdict.passed().ifPresent(trial -> environment.putAll(trial.remedy().environment()));
    }
    write(environment, file);
  }

  private static Verdict verdict(String engine) {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    // As in the build's tests.
    environment.put("OMP_NUM_THREADS", "1");
    environment.put("DJL_OFFLINE", "true");
    ForkedEngine process =
        new ForkedEngine(
            engine,
            "cpu",
            threads -> environment,
            threads ->
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                    "-cp",
                    System.getProperty("java.class.path")),
            LIMIT);
    String version = EngineVersion.of(engine).orElseThrow().toString();
    Path cache = EngineCache.folder(System.getenv());
    return new EngineTrust(process, Verdicts.beside(cache), tested -> {})
        .verdict(() -> Subject.here(engine, version, "cpu", 1, cache, environment));
  }

  private static void write(Map<String, String> environment, Path file) throws IOException {
    Properties properties = new Properties();
    environment.forEach((variable, value) -> properties.setProperty("engine." + variable, value));
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(writer, "The environment of this build's tests");
    }
  }
}
