package dev.gauntlet.harness.worker;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Suggestion;
import dev.gauntlet.engines.EngineVersion;
import dev.gauntlet.engines.Remedy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The engine that all workers of a run use.
 *
 * @param name as DJL calls it
 * @param version of its native library, and DJL's own
 * @param kernels variables that decide how it computes, as its workers have them; usually none
 */
public record EngineChoice(String name, String version, Map<String, String> kernels) {
  /** What {@code --engine} accepts. */
  public static final List<String> WORDS = List.of("auto", "mxnet", "pytorch");

  public EngineChoice {
    kernels = Map.copyOf(kernels);
  }

  /**
   * Resolves a word of {@link #WORDS}: {@code auto} takes MXNet where its natives exist, PyTorch
   * elsewhere.
   *
   * @throws GauntletException if there is no such engine
   */
  public static EngineChoice of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "auto" -> of(mxnetHasNatives() ? "mxnet" : "pytorch");
      case "mxnet" -> here("MXNet");
      case "pytorch" -> here("PyTorch");
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
  private static EngineChoice here(String name) {
    EngineVersion version =
        EngineVersion.of(name)
            .orElseThrow(
                () ->
                    new GauntletException(
                        "the engine '" + name + "' is not in this distribution; build it again"));
    Map<String, String> kernels = new TreeMap<>(System.getenv());
    kernels.keySet().retainAll(Remedy.variables());
    return new EngineChoice(name, version.toString(), kernels);
  }

  /** The same with a remedy's environment. */
  public EngineChoice with(Remedy remedy) {
    Map<String, String> changed = new TreeMap<>(kernels);
    changed.putAll(remedy.environment());
    return new EngineChoice(name, version, changed);
  }

  /** The version of its native library alone. */
  String libraryVersion() {
    return version.substring(0, version.indexOf(' '));
  }
}
