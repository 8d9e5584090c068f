package dev.gauntlet.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What kernels choose by: the processor's model and what it can do. */
final class Processor {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final List<String> MODEL =
      List.of("vendor_id", "cpu family", "model", "model name", "stepping", "CPU part");
  private static final List<String> ABILITIES = List.of("flags", "Features", "cache size");

  private Processor() {}

  /** In one line; only the architecture where the system tells no more. */
  static String here() {
    String model = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
    String here = (System.getProperty("os.arch") + " " + model).strip();
    if (!Files.isReadable(CPU_INFO)) {
      return here;
    }
    try {
      return here + described(Files.readAllLines(CPU_INFO, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return here;
    }
  }

  private static String described(List<String> lines) {
    List<String> words = new ArrayList<>();
    StringBuilder abilities = new StringBuilder();
    for (String line : lines) {
      if (line.isBlank()) {
        // The others are alike.
        break;
      }
      String[] pair = line.split(":", 2);
      String key = pair[0].strip();
      if (MODEL.contains(key)) {
        words.add(key + " " + pair[1].strip());
      } else if (ABILITIES.contains(key)) {
        abilities.append(line);
      }
    }
    byte[] hash = Verdicts.sha256().digest(Verdicts.bytes(abilities.toString()));
    return ": %s, abilities %s"
        .formatted(String.join(", ", words), HexFormat.of().formatHex(hash, 0, 4));
  }
}
