package dev.gauntlet.harness.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.gauntlet.leaderboard.results.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine is. */
final class MachineFacts {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private MachineFacts() {}

  static Machine here() {
    return new Machine(
        property("os.name") + " " + property("os.version"),
        property("os.arch"),
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        memoryBytes(),
        property("java.vendor") + " " + property("java.version"));
  }

  private static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /** The processor's name where the system tells it, otherwise its architecture. */
  private static String cpu() {
    return Optional.of(CPU_INFO)
        .filter(Files::isReadable)
        .flatMap(MachineFacts::modelName)
        .orElseGet(
            () ->
                Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"))
                    .orElse(property("os.arch")));
  }

  private static Optional<String> modelName(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
