package dev.gauntlet.harness.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the store is; the same option wherever a command uses it. */
final class HomeOption {
  private final Installation installation;

  @Option(
      names = "--home",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description =
          "Where pulled data sets and everything computed is kept (default: $GAUNTLET_HOME, or"
              + " ~/.cache/gauntlet; ~ is $HOME where the system knows no home folder).")
  private Path home;

  HomeOption(Installation installation) {
    this.installation = installation;
  }

  Path path() {
    return (home == null ? installation.home() : home).toAbsolutePath().normalize();
  }

  /** The folder of pulled data sets. */
  Path datasets() {
    return path().resolve("datasets");
  }
}
