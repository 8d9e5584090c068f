package dev.gauntlet.harness.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The graphics driver's own list of GPUs. */
final class NvidiaSmi {
  private static final long PATIENCE_SECONDS = 30;

  private NvidiaSmi() {}

  /** The GPUs of this machine; none where the program is missing or does not answer. */
  static List<Gpu> list() {
    try {
      Process process =
          new ProcessBuilder(
                  "nvidia-smi", "--query-gpu=index,name,compute_cap", "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of();
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? parse(output) : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Lines such as {@code 0, NVIDIA H200, 9.0}; others are passed over. */
  static List<Gpu> parse(String output) {
    return output.lines().flatMap(NvidiaSmi::gpu).toList();
  }

  private static Stream<Gpu> gpu(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 3
        || !cells[0].strip().matches("\\d{1,4}")
        || !cells[2].strip().matches("\\d{1,2}\\.\\d")) {
      return Stream.of();
    }
    return Stream.of(
        new Gpu(
            Integer.parseInt(cells[0].strip()),
            cells[1].strip(),
            Integer.parseInt(cells[2].strip().replace(".", ""))));
  }
}
