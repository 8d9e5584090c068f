package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.publish.LatestRun;
import dev.gauntlet.harness.publish.Publisher;
import dev.gauntlet.harness.publish.RunSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "leaderboard",
    description = "Build the pages of a run, or look at them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  harness leaderboard open                            the latest run in ./runs",
      "  harness leaderboard build runs/latest --out public  to put on a web server",
    })
final class LeaderboardCommand implements Runnable {
  /** Where runs go, and are looked for. */
  static final String RUNS = "runs";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of build, open is missing");
  }

  @Command(name = "build", description = "Build the pages again from a run's results.json.")
  int build(
      @Parameters(
              paramLabel = "RESULTS",
              description = "A run's directory, or the results.json in it.")
          Path results,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              description = "Where the pages go (default: site in the run's directory).")
          Path out) {
    Path run = directory(results);
    Path index = RunSite.build(run, out == null ? run.resolve(Publisher.SITE) : out);
    spec.commandLine().getOut().println(index);
    return ExitCodes.OK;
  }

  @Command(name = "open", description = "Open a run's pages in the browser.")
  int open(
      @Parameters(
              paramLabel = "RUN",
              arity = "0..1",
              description = "A run's directory (default: the latest run in ./runs).")
          Path run) {
    Path directory = run == null ? LatestRun.in(Path.of(RUNS)) : directory(run);
    Path index = directory.resolve(Publisher.SITE).resolve("index.html");
    if (!Files.isRegularFile(index)) {
      throw new GauntletException(
          "there are no pages at "
              + index
              + "; make them with 'harness leaderboard build "
              + directory
              + "'");
    }
    Path page = index.toAbsolutePath().normalize();
    spec.commandLine().getOut().println(page.toUri());
    if (!browse(page)) {
      spec.commandLine().getErr().println("no browser found: open the address above yourself");
    }
    return ExitCodes.OK;
  }

  private static Path directory(Path results) {
    if (Files.isRegularFile(results)) {
      return results.toAbsolutePath().getParent();
    }
    if (!Files.isDirectory(results)) {
      throw new GauntletException(results + ": there is no such run");
    }
    return results;
  }

  private static boolean browse(Path page) {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String opener = os.contains("mac") ? "open" : os.contains("win") ? "explorer" : "xdg-open";
    try {
      new ProcessBuilder(List.of(opener, page.toUri().toString()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
