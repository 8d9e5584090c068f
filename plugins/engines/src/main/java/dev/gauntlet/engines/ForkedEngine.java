package dev.gauntlet.engines;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * Tests an engine in a forked JVM.
 *
 * @param engine DJL's name of it
 * @param device {@code cpu} or {@code gpu0}
 * @param environment of the process with so many threads; what is not in it, is not set
 * @param java the command up to the main class, with options for so many threads
 * @param limit for one test; a busy machine takes ten times as long as a quiet one
 */
public record ForkedEngine(
    String engine,
    String device,
    IntFunction<Map<String, String>> environment,
    IntFunction<List<String>> java,
    Duration limit)
    implements EngineProcess {
  @Override
  public Report test(Map<String, String> remedy, int threads) {
    List<String> command = new ArrayList<>(java.apply(threads));
    command.addAll(List.of(EngineTestMain.class.getName(), engine, device));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment.apply(threads));
    builder.environment().putAll(remedy);
    try {
      Process process = builder.start();
      try {
        return read(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Report.failed("its process does not start: " + e.getMessage());
    }
  }

  private Report read(Process process) throws IOException {
    // Reading blocks for as long as the process lives, whatever the limit.
    FutureTask<String> output =
        new FutureTask<>(
            () ->
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip());
    Thread reader = new Thread(output, "engine-test");
    reader.setDaemon(true);
    reader.start();
    try {
      String text = output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      int code = process.waitFor();
      return text.startsWith("{")
          ? new ObjectMapper().readValue(text, Report.class)
          : Report.failed("its process ended with exit code " + code);
    } catch (TimeoutException e) {
      return Report.failed("its process gave no answer within " + limit.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      return Report.failed("its process cannot be read: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Report.failed("interrupted");
    }
  }
}
