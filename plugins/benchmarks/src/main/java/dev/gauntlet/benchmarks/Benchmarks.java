package dev.gauntlet.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures every engine, each in a process of its own whose thread count is set before the engine
 * starts. The only argument is that count; 0 takes all processors.
 */
public final class Benchmarks {
  // As the harness starts its workers.
  private static final String KEPT_BLOCK = Integer.toString(256 << 20);

  private Benchmarks() {}

  /** Runs {@link PeakRate}, then {@link GradientBenchmark} and {@link AttackRates} by engine. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int asked = Integer.parseInt(arguments[0]);
    String threads =
        Integer.toString(asked > 0 ? asked : Runtime.getRuntime().availableProcessors());
    String peak = output(child(threads, PeakRate.class.getName())).strip();
    System.out.printf(
        Locale.ROOT, "%s threads; peak %.0f GFLOP/s%n", threads, Double.parseDouble(peak));
    for (String engine : List.of("MXNet", "PyTorch")) {
      run(child(threads, GradientBenchmark.class.getName(), engine, peak).inheritIO());
      run(child(threads, AttackRates.class.getName(), engine).inheritIO());
    }
  }

  private static ProcessBuilder child(String threads, String... mainAndArguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.ai.djl.util.cuda=error",
                "-Dai.djl.pytorch.num_threads=" + threads));
    command.addAll(List.of(mainAndArguments));
    ProcessBuilder child = new ProcessBuilder(command);
    child.environment().putAll(environment(threads));
    return child;
  }

  private static Map<String, String> environment(String threads) {
    return Map.of(
        "CLASSPATH", System.getProperty("java.class.path"),
        "OMP_NUM_THREADS", threads,
        "MKL_NUM_THREADS", threads,
        "OMP_WAIT_POLICY", "passive",
        "MALLOC_MMAP_THRESHOLD_", KEPT_BLOCK,
        "MALLOC_TRIM_THRESHOLD_", KEPT_BLOCK,
        "OPT_OUT_TRACKING", "true");
  }

  private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process child = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    check(child.waitFor());
    return output;
  }

  private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    check(builder.start().waitFor());
  }

  private static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("a benchmark's process ended with status " + status);
    }
  }
}
