package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.store.UserHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where Gauntlet's own files are.
 *
 * @param distribution has {@code lib}, {@code plugins} with the built-in jars, and {@code suites}
 * @param root has {@code plugins}, where teams drop their jars
 * @param defaultHome for everything that is computed once and kept; empty where none is known
 */
record Installation(Path distribution, Path root, Optional<Path> defaultHome) {
  /** Where a build leaves the distribution of a checkout. */
  private static final String BUILT = "harness/target/gauntlet";

  private static final String VERSION =
      Optional.ofNullable(Installation.class.getPackage().getImplementationVersion())
          .orElse("unpackaged");

  /** As the launcher says, or from the working directory where it says nothing. */
  static Installation fromProperties() {
    Path root = Path.of(System.getProperty("gauntlet.root", ""));
    String distribution = System.getProperty("gauntlet.distribution");
    return new Installation(
        distribution == null ? root.resolve(BUILT) : Path.of(distribution),
        root,
        UserHome.here().store());
  }

  /**
   * For everything that is computed once and kept.
   *
   * @throws dev.gauntlet.api.GauntletException where it is not known
   */
  Path home() {
    return defaultHome.orElseThrow(() -> UserHome.here().unknown());
  }

  /** The version of this code. */
  static String version() {
    return VERSION;
  }

  /** The jars that come with Gauntlet, and those that teams drop in. */
  List<PluginFolder> plugins() {
    PluginFolder builtIn = new PluginFolder(distribution.resolve("plugins"), true);
    PluginFolder dropIn = new PluginFolder(root.resolve("plugins"), false);
    return dropsApart() ? List.of(builtIn, dropIn) : List.of(builtIn);
  }

  /** Whether teams drop their jars elsewhere than where the built-in ones lie. */
  boolean dropsApart() {
    return !root.toAbsolutePath().normalize().equals(distribution.toAbsolutePath().normalize());
  }

  /** The suites that come with Gauntlet; in a checkout its own, so that a change needs no build. */
  Path suites() {
    Path own = root.resolve("suites");
    return distribution.equals(root.resolve(BUILT)) && Files.isDirectory(own)
        ? own
        : distribution.resolve("suites");
  }
}
