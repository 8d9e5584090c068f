package dev.gauntlet.harness.plan;

import dev.gauntlet.harness.plugins.Archive;
import dev.gauntlet.harness.plugins.PluginException;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Sha256;
import dev.gauntlet.harness.store.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the checkpoints in a plugin's jar: {@code checkpoints/<method>/<name>/} with {@code
 * model.json} in it. The harness reads the jar itself; no code of the plugin runs.
 */
public final class ShippedCheckpoints {
  /** A checkpoint's description of itself. */
  public static final String MODEL = "model.json";

  /** How a checkpoint was made. */
  public static final String PROVENANCE = "provenance.json";

  private static final int MOST_JSON_BYTES = 4 << 20;

  private static final Pattern FILE =
      Pattern.compile("(checkpoints/[a-z0-9-]+/[A-Za-z0-9._-]+/)([A-Za-z0-9][A-Za-z0-9._-]*)");

  private ShippedCheckpoints() {}

  /**
   * All checkpoints of a jar.
   *
   * @throws PluginException if one is damaged
   */
  public static List<ShippedCheckpoint> in(PluginJar jar) {
    Map<String, List<String>> folders = new TreeMap<>();
    try (Archive archive = Archive.open(jar.path())) {
      archive.names().stream()
          .map(FILE::matcher)
          .filter(Matcher::matches)
          .forEach(
              file ->
                  folders
                      .computeIfAbsent(file.group(1), folder -> new ArrayList<>())
                      .add(file.group(2)));
      List<ShippedCheckpoint> checkpoints = new ArrayList<>();
      for (Map.Entry<String, List<String>> folder : folders.entrySet()) {
        if (folder.getValue().contains(MODEL)) {
          checkpoints.add(read(jar, archive, folder.getKey(), folder.getValue()));
        }
      }
      return checkpoints;
    } catch (IOException e) {
      throw new PluginException(
          "%s (%s) holds a damaged checkpoint: %s"
              .formatted(jar.source(), jar.id(), e.getMessage()),
          e);
    }
  }

  private static ShippedCheckpoint read(
      PluginJar jar, Archive archive, String folder, List<String> files) throws IOException {
    ModelSpec model =
        Json.mapper()
            .readValue(
                archive.bytes(folder + MODEL, MOST_JSON_BYTES).orElseThrow(), ModelSpec.class);
    // Read into memory when the run is published.
    archive.bytes(folder + PROVENANCE, MOST_JSON_BYTES);
    Map<String, String> hashes = new TreeMap<>();
    for (String file : files) {
      try (InputStream in = archive.stream(folder + file)) {
        hashes.put(file, Sha256.of(in));
      }
    }
    Spec spec = Spec.of(Kind.CHECKPOINT, Map.of("shipped", hashes));
    return new ShippedCheckpoint(model, jar, folder, files, spec);
  }
}
