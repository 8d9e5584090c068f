package dev.gauntlet.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The version of an engine of this distribution, found without starting it.
 *
 * @param library of its native library
 * @param djl of DJL's engine for it
 */
public record EngineVersion(String library, String djl) {
  /**
   * The version of an engine; empty if it is not on the class path.
   *
   * @param engine DJL's name of it
   */
  public static Optional<EngineVersion> of(String engine) {
    String name = engine.toLowerCase(Locale.ROOT);
    Properties properties = new Properties();
    try (InputStream in =
        EngineVersion.class.getResourceAsStream("/" + name + "-engine.properties")) {
      if (in == null) {
        return Optional.empty();
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine '" + engine + "' cannot be read", e);
    }
    return Optional.of(
        new EngineVersion(
            properties.getProperty(name + "_version"), properties.getProperty("djl_version")));
  }

  /** Both, for people and for the keys of results. */
  @Override
  public String toString() {
    return library + " (DJL " + djl + ")";
  }
}
