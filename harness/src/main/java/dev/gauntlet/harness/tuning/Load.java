package dev.gauntlet.harness.tuning;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How busy a machine is, this process and its workers included.
 *
 * @param average processes that ran or waited for a processor, over the last minute; negative where
 *     the system does not tell
 * @param processors of the whole machine: in a container, too, the average is the machine's
 */
public record Load(double average, int processors) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** That of this machine now. */
  public static Load now() {
    return new Load(
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Math.max(listed(), Runtime.getRuntime().availableProcessors()));
  }

  /** Whether more wants to run than there are processors. */
  public boolean exceedsProcessors() {
    return average > processors;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "the load average is %.1f on %d processors", average, processors);
  }

  private static int listed() {
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return (int) lines.filter(line -> line.matches("processor\\s*:.*")).count();
    } catch (IOException e) {
      return 0; // not Linux
    }
  }
}
