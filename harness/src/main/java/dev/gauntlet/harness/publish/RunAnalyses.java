package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.analysis.Report;
import dev.gauntlet.harness.store.OutputFolder;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.AnalysisFiles;
import dev.gauntlet.leaderboard.export.CsvFile;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.ResultsException;
import dev.gauntlet.leaderboard.results.ResultsJson;
import dev.gauntlet.leaderboard.site.FigureFile;
import dev.gauntlet.leaderboard.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The analyses of runs. An analysis is true of a model, not of a run: it goes to the defense of a
 * run that is this very model, and a new run with the same model takes it over.
 */
public final class RunAnalyses {
  private RunAnalyses() {}

  /**
   * Where a run keeps the analyses of a model.
   *
   * @param checkpoint the model's key in the store
   * @param dataset the id of the data set that the analysis is about
   * @return empty where the run has no such model, or is about other data
   */
  public static Optional<AnalysisFiles> of(Path run, String checkpoint, String dataset) {
    Results results = ResultsJson.read(run.resolve(Site.RESULTS));
    return results.defenses().stream()
        .filter(defense -> results.dataset().id().equals(dataset))
        .filter(defense -> defense.checkpoint().key().equals(checkpoint))
        .findFirst()
        .map(defense -> AnalysisFiles.of(run, defense.id()));
  }

  /**
   * Writes an analysis: data, figures, and last the description by which it is found. Of two
   * commands that write the same, the later one waits.
   *
   * @throws PublishException if it cannot be written
   */
  public static void write(Report report, AnalysisFiles files) {
    Analysis analysis = report.analysis();
    try {
      OutputFolder.hold(
          files.folder(),
          unused -> {
            try (CsvFile csv = new CsvFile(files.csv(analysis.kind()))) {
              for (List<Object> row : report.data()) {
                csv.row(row);
              }
              csv.publish();
            }
            FigureFile.write(analysis, files.svg(analysis.kind()));
            files.write(analysis);
          });
    } catch (IOException e) {
      throw PublishException.cannotWrite(files.folder(), e);
    } catch (UncheckedIOException e) {
      throw PublishException.cannotWrite(files.folder(), e.getCause());
    }
  }

  /**
   * Takes over what earlier runs found out about a run's models, the newest of each kind.
   *
   * @param runs the folder of all runs
   * @param directory the new run's
   */
  static void takeOver(Path runs, Results results, Path directory) throws IOException {
    List<Found> earlier = earlier(runs);
    for (DefenseResult defense : results.defenses()) {
      Map<String, Found> newest = new LinkedHashMap<>();
      for (Found found : earlier) {
        if (found.analysis().isOf(defense.checkpoint().key(), results.dataset().id())) {
          newest.put(found.analysis().kind(), found);
        }
      }
      for (Found found : newest.values()) {
        found.copyTo(AnalysisFiles.of(directory, defense.id()), defense.id());
      }
    }
  }

  /** An analysis in some run. */
  private record Found(Analysis analysis, AnalysisFiles files) {
    void copyTo(AnalysisFiles target, String defense) throws IOException {
      String kind = analysis.kind();
      Files.createDirectories(target.folder());
      copy(files.csv(kind), target.csv(kind));
      copy(files.svg(kind), target.svg(kind));
      target.write(analysis.named(defense));
    }

    private static void copy(Path from, Path to) throws IOException {
      if (Files.isRegularFile(from)) {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** In all runs, the newest last. */
  private static List<Found> earlier(Path runs) throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path run : folders(runs)) {
      for (Path defense : folders(run.resolve(AnalysisFiles.FOLDER))) {
        AnalysisFiles files = AnalysisFiles.in(defense);
        try {
          files.read().forEach(analysis -> found.add(new Found(analysis, files)));
        } catch (ResultsException e) {
          // Damaged, or of another version: its own run's pages say so, this one goes without.
        }
      }
    }
    found.sort(Comparator.comparing(one -> one.analysis().made()));
    return found;
  }

  private static List<Path> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> !Files.isSymbolicLink(entry))
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
