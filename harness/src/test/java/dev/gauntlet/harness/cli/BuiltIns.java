package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gauntlet.harness.execution.Settings;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.EngineChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The plugins that come with Gauntlet, as its modules have built them. */
final class BuiltIns {
  private static final Path JARS = Path.of("../plugins/target/built-in");

  private BuiltIns() {}

  /** A workbench with them, or the test is skipped: only the package phase makes the jars. */
  static Workbench open(Path home) {
    assumeThat(JARS)
        .as("the built-in plugins, which the package phase makes")
        .isNotEmptyDirectory();
    return Workbench.open(
        new Settings(
            home,
            List.of(new PluginFolder(JARS, true)),
            EngineChoice.of("auto"),
            List.of("cpu"),
            new IsolationChoice(System.getenv()).of("auto"),
            Limits.DEFAULT,
            Optional.empty()),
        warning -> {
          throw new AssertionError(warning);
        });
  }
}
