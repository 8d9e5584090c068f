package dev.gauntlet.harness.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
    name = "harness",
    description = {
      "Gauntlet: a competition harness for the adversarial robustness of image classifiers.",
      "",
      "Drop attack and defense jars into plugins/, run every attack against every defense, and open"
          + " the leaderboard."
    },
    footer = {
      "",
      "First steps:",
      "  harness evaluate --all           everything installed, on the default suite",
      "  harness leaderboard open         look at the latest run",
      "  harness attack pgd --defense pure-pgd",
      "                                   one attack on one defense, with figures and pictures",
      "  harness plugins list             what is installed",
      "  harness doctor                   what this machine has",
      "",
      "Exit codes: 0 all computed, 1 some cells failed (the run is published), 2 wrong usage or"
          + " configuration."
    },
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EvaluateCommand.class,
      AttackCommand.class,
      AnalyzeCommand.class,
      TrainCommand.class,
      PluginsCommand.class,
      DatasetsCommand.class,
      LeaderboardCommand.class,
      StoreCommand.class,
      DoctorCommand.class,
      VersionCommand.class,
      CompletionCommand.class
    })
final class HarnessCommand implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and end.")
  @SuppressWarnings("unused") // picocli itself acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and end.")
  @SuppressWarnings("unused") // picocli itself acts on it
  private boolean version;

  @Spec private CommandSpec spec;

  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    // Without colours: what a command prints has its escape sequences shown as damage.
    command.usage(command.getErr(), Ansi.OFF);
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
