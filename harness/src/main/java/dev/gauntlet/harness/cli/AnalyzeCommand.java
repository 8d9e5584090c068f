package dev.gauntlet.harness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "analyze",
    description = {
      "Look closer at defenses, as the papers do: figures with their data.",
      "",
      "What is found goes to the page of the defense in the latest run, where that run has the very"
          + " model; a later run with the same model takes it over."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LossSurfaceCommand.class,
      RejectionCommand.class,
      LayersCommand.class,
      ConvergenceCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  harness analyze loss-surface pure-pgd --attack ifgsm",
      "  harness analyze rejection gandef-comb --attack pgd --limit 1000",
      "  harness analyze layers hgd-pixel hgd-lgd",
      "  harness analyze convergence pure-pgd mix-pgd alp",
      "",
      "docs/analyses.md says how to read each figure."
    })
final class AnalyzeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "one of loss-surface, rejection, layers, convergence is missing");
  }
}
