package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.isolation.Isolation;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.isolation.Unconfined;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How submissions' code is kept apart from the machine. */
final class IsolationOption {
  @Option(
      names = "--isolation",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "bwrap: every worker in a sandbox of its own, by bubblewrap; docker: in a container; none;"
              + " or auto: bwrap where it works, otherwise none (default: ${DEFAULT-VALUE}).")
  private String isolation;

  /**
   * The isolation of this run.
   *
   * @param warnings is told if there is none
   * @throws dev.gauntlet.harness.isolation.IsolationException if it is unknown or does not work
   */
  Isolation choose(Consumer<String> warnings) {
    IsolationChoice choice = new IsolationChoice(System.getenv());
    Isolation chosen = choice.of(isolation);
    if (chosen instanceof Unconfined) {
      warnings.accept(
          isolation.equals("none")
              ? Unconfined.WARNING
              : Unconfined.WARNING + " (bwrap: " + choice.bubblewrap().finding() + ")");
    }
    return chosen;
  }
}
