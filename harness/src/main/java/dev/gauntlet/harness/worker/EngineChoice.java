package dev.gauntlet.harness.worker;

import ai.djl.util.Platform;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Suggestion;
import java.util.List;
import java.util.Locale;

/**
 * The engine that all workers of a run use.
 *
 * @param name as DJL calls it
 * @param version of its native library
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

  private static String version(String engine) {
    return Platform.detectPlatform(engine).getVersion();
  }
}
