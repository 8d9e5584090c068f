package dev.gauntlet.harness.cli;

import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * What people's terminals may be sent.
 *
 * @param interactive whether standard error is a terminal
 * @param environment that of the process
 */
record Terminal(boolean interactive, Map<String, String> environment) {
  Terminal {
    environment = Map.copyOf(environment);
  }

  /** As the launcher and the environment say. */
  static Terminal ofProcess() {
    return new Terminal(Boolean.getBoolean("gauntlet.terminal"), System.getenv());
  }

  /** Colours on standard output: where picocli finds a terminal that knows them. */
  Ansi colours() {
    return plain() ? Ansi.OFF : Ansi.AUTO;
  }

  /** Whether a line may be drawn over again. */
  boolean redraws() {
    return interactive && !dumb();
  }

  private boolean plain() {
    return dumb() || !environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  private boolean dumb() {
    return "dumb".equals(environment.get("TERM"));
  }
}
