package dev.gauntlet.harness.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Gauntlet's own files are.
 *
 * @param distribution has {@code lib}, {@code plugins} with the built-in jars, and {@code suites}
 * @param root has {@code plugins}, where teams drop their jars
 * @param home for everything that is computed once and kept
 */
public record Installation(Path distribution, Path root, Path home) {
  private static final String VERSION =
      Optional.ofNullable(Installation.class.getPackage().getImplementationVersion())
          .orElse("unpackaged");

  /** As the launcher says, or from the working directory where it says nothing. */
  static Installation fromProperties() {
    Path root = Path.of(System.getProperty("gauntlet.root", ""));
    String distribution = System.getProperty("gauntlet.distribution");
    return new Installation(
        distribution == null ? root.resolve("harness/target/gauntlet") : Path.of(distribution),
        root,
        defaultHome());
  }

  private static Path defaultHome() {
    String home = System.getenv("GAUNTLET_HOME");
    return home == null || home.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "gauntlet")
        : Path.of(home);
  }

  /** The version of this code. */
  public static String version() {
    return VERSION;
  }

  /** The jars that come with Gauntlet. */
  public Path builtInPlugins() {
    return distribution.resolve("plugins");
  }

  /** The jars that teams drop in. */
  public Path dropInPlugins() {
    return root.resolve("plugins");
  }

  /** The suites that come with Gauntlet. */
  public Path suites() {
    return distribution.resolve("suites");
  }
}
