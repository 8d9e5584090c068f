package dev.gauntlet.harness.worker;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The engine that all workers of a run use.
 *
 * @param name as DJL calls it
 * @param version of its native library, and DJL's own
 */
public record EngineChoice(String name, String version) {
  /** What {@code --engine} accepts. */
  public static final List<String> WORDS = List.of("auto", "mxnet", "pytorch");

  /**
   * Resolves a word of {@link #WORDS}: {@code auto} takes MXNet where its natives exist, PyTorch
   * elsewhere.
   *
   * @throws GauntletException if there is no such engine
   */
  public static EngineChoice of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "auto" -> of(mxnetHasNatives() ? "mxnet" : "pytorch");
      case "mxnet" -> new EngineChoice("MXNet", version("mxnet"));
      case "pytorch" -> new EngineChoice("PyTorch", version("pytorch"));
      default ->
          throw new GauntletException(
              "unknown engine '%s'%s; known are %s"
                  .formatted(
                      word,
                      Suggestion.nearest(word, WORDS)
                          .map(nearest -> "; did you mean '" + nearest + "'?")
                          .orElse(""),
                      String.join(", ", WORDS)));
    };
  }

  // MXNet was built for x86-64 only.
  private static boolean mxnetHasNatives() {
    return List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  }

  // Asking the engine itself would load it, here, where no plugin or engine is to run.
  private static String version(String engine) {
    Properties properties = new Properties();
    try (InputStream in =
        EngineChoice.class.getResourceAsStream("/" + engine + "-engine.properties")) {
      if (in == null) {
        throw new GauntletException(
            "the engine '" + engine + "' is not in this distribution; build it again");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new GauntletException("the engine '" + engine + "' cannot be read: " + e, e);
    }
    return properties.getProperty(engine + "_version")
        + " (DJL "
        + properties.getProperty("djl_version")
        + ")";
  }

  /** The version of its native library alone. */
  String libraryVersion() {
    return version.substring(0, version.indexOf(' '));
  }
}
