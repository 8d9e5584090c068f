package dev.gauntlet.leaderboard.site;

import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.AnalysisFiles;
import dev.gauntlet.leaderboard.page.AnalysisCard;
import dev.gauntlet.leaderboard.page.Download;
import dev.gauntlet.leaderboard.results.DefenseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The analyses in a run's directory. */
final class Analyses {
  private final Path runDirectory;
  private final String dataset;

  /**
   * Those of a run.
   *
   * @param dataset the id of the run's data set
   */
  Analyses(Path runDirectory, String dataset) {
    this.runDirectory = runDirectory;
    this.dataset = dataset;
  }

  /**
   * Copies the files of a defense's analyses below {@code directory}. What is not about the very
   * model of the run, on its data set, is left where it is.
   */
  List<AnalysisCard> copy(DefenseResult defense, Path directory) throws IOException {
    AnalysisFiles files = AnalysisFiles.of(runDirectory, defense.id());
    List<AnalysisCard> cards = new ArrayList<>();
    for (Analysis analysis : files.read()) {
      if (analysis.isOf(defense.checkpoint().key(), dataset)) {
        List<Download> downloads = new ArrayList<>();
        add(files.csv(analysis.kind()), "the data", defense, directory, downloads);
        add(files.svg(analysis.kind()), "the figures", defense, directory, downloads);
        cards.add(AnalysisCard.of(analysis, downloads));
      }
    }
    return cards;
  }

  private static void add(
      Path file, String what, DefenseResult defense, Path directory, List<Download> downloads)
      throws IOException {
    if (Files.isRegularFile(file)) {
      String name = AnalysisFiles.FOLDER + "/" + defense.id() + "/" + file.getFileName();
      Path copy = directory.resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
      downloads.add(Download.of(name, what, Files.size(copy)));
    }
  }
}
