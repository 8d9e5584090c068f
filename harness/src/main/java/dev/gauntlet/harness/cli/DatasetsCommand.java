package dev.gauntlet.harness.cli;

import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.FileCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "datasets",
    description = "List, fetch and check data sets.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "mnist-mini comes with Gauntlet; the others are pulled once:",
      "  harness datasets pull mnist",
      "  harness datasets pull mnist --from ~/downloads/mnist   use files you have",
      "  harness evaluate --dataset mnist",
    })
final class DatasetsCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of list, pull, verify is missing");
  }

  @Command(name = "list", description = "Show every data set and whether it is here.")
  int list() {
    DatasetStore store = store();
    Table table = new Table("ID", "TITLE", ">CLASSES", "IMAGE", "HERE");
    for (Dataset dataset : store.registry().all()) {
      table.row(
          dataset.name(),
          dataset.title(),
          dataset.classes(),
          dataset.shape(),
          dataset.embedded() ? "embedded" : here(store.verify(dataset.name())));
    }
    table.lines().forEach(out()::println);
    return ExitCodes.OK;
  }

  private static String here(List<FileCheck> files) {
    if (files.stream().allMatch(FileCheck::ok)) {
      return "yes";
    }
    return files.stream().allMatch(file -> file.state() == FileCheck.State.MISSING)
        ? "no"
        : "incomplete";
  }

  @Command(
      name = "pull",
      description = {
        "Download a data set, checksums verified; a pull that was interrupted goes on.",
        "What is here already is not fetched again."
      })
  int pull(
      @Parameters(paramLabel = "ID", description = "The data set, for example mnist.") String id,
      @Option(
              names = "--from",
              paramLabel = "DIR",
              description = "Take the published files from this folder instead of the network.")
          Path from) {
    DatasetStore store = store();
    if (from == null) {
      store.pull(id, new DownloadLines(spec.commandLine().getErr())::advanced);
    } else {
      store.pullFrom(id, from);
    }
    out().println(id + " is ready");
    return ExitCodes.OK;
  }

  @Command(
      name = "verify",
      description = "Check the files of a data set, or of all, against their checksums.")
  int verify(
      @Parameters(paramLabel = "ID", arity = "0..1", description = "One data set only.")
          String id) {
    DatasetStore store = store();
    List<String> ids = id == null ? store.registry().names() : List.of(id);
    Table table = new Table("DATA SET", "FILE", "STATE", "");
    int exit = ExitCodes.OK;
    for (String dataset : ids) {
      for (FileCheck file : store.verify(dataset)) {
        table.row(
            dataset, file.file(), file.state().name().toLowerCase(Locale.ROOT), file.detail());
        // Of all, one that nobody pulled is no fault.
        if (!file.ok() && (id != null || file.state() == FileCheck.State.DAMAGED)) {
          exit = ExitCodes.SOME_FAILED;
        }
      }
    }
    table.lines().forEach(out()::println);
    return exit;
  }

  private DatasetStore store() {
    return new DatasetStore(DatasetRegistry.builtIn(), home.datasets());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
