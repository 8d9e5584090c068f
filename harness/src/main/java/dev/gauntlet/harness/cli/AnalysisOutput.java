package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.analysis.Report;
import dev.gauntlet.harness.publish.LatestRun;
import dev.gauntlet.harness.publish.Publisher;
import dev.gauntlet.harness.publish.RunAnalyses;
import dev.gauntlet.harness.publish.RunSite;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.AnalysisFiles;
import dev.gauntlet.leaderboard.site.Site;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where analyses go: to the pages of a run, or to a folder. */
final class AnalysisOutput {
  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "The run on whose pages it is shown (default: the latest in "
              + LeaderboardCommand.RUNS
              + ", where that has the very model).")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write to this folder instead, and to no page (default, where no page can show it:"
              + " ANALYSIS-of-DEFENSE in "
              + LeaderboardCommand.RUNS
              + ").")
  private Path out;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Fails early where the options exclude each other, or name no run. */
  void check() {
    if (run != null && out != null) {
      throw new GauntletException("give --run or --out, not both");
    }
    if (run != null && !Files.isRegularFile(run.resolve(Site.RESULTS))) {
      throw new GauntletException("--run " + run + " is no run: it has no " + Site.RESULTS);
    }
  }

  /**
   * Writes analyses, says what they found and where it is, and builds the pages that show them.
   *
   * @throws GauntletException if the run of {@code --run} has not the model
   */
  void write(List<Report> reports) {
    CommandLine command = spec.commandLine();
    PrintWriter lines = command.getOut();
    Optional<Path> pages = run == null && out == null ? latest() : Optional.ofNullable(run);
    Set<Path> shown = new LinkedHashSet<>();
    for (Report report : reports) {
      Analysis analysis = report.analysis();
      Optional<AnalysisFiles> page =
          pages.flatMap(
              directory -> RunAnalyses.of(directory, analysis.checkpoint(), analysis.dataset()));
      AnalysisFiles files = page.orElseGet(() -> elsewhere(analysis, reports.size()));
      RunAnalyses.write(report, files);
      lines.println(analysis.title() + " of " + analysis.defense() + ": " + analysis.finding());
      lines.println("figure: " + files.svg(analysis.kind()));
      lines.println("data: " + files.csv(analysis.kind()));
      if (page.isPresent()) {
        shown.add(
            Path.of(
                Publisher.SITE,
                "defenses",
                files.folder().getFileName() + ".html#analysis-" + analysis.kind()));
      }
    }
    if (!shown.isEmpty()) {
      Path directory = pages.orElseThrow();
      RunSite.build(directory, directory.resolve(Publisher.SITE));
      shown.forEach(page -> lines.println("page: " + directory.resolve(page)));
    }
  }

  private AnalysisFiles elsewhere(Analysis analysis, int reports) {
    if (run != null) {
      throw new GauntletException(
          "the run %s has no defense that is the same model of '%s' on %s; give another --run, or --out"
              .formatted(run, analysis.defense(), analysis.dataset()));
    }
    if (out != null) {
      return AnalysisFiles.in(reports == 1 ? out : out.resolve(analysis.defense()));
    }
    spec.commandLine()
        .getErr()
        .println(
            "warning: no page shows it: the latest run has no defense that is the same model of '"
                + analysis.defense()
                + "'");
    return AnalysisFiles.in(
        Path.of(LeaderboardCommand.RUNS).resolve(analysis.kind() + "-of-" + analysis.defense()));
  }

  private static Optional<Path> latest() {
    Path runs = Path.of(LeaderboardCommand.RUNS);
    return Files.exists(runs.resolve("latest"))
        ? Optional.of(LatestRun.in(runs))
        : Optional.empty();
  }
}
