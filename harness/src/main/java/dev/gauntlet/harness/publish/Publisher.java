package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.scoring.Scorer;
import dev.gauntlet.harness.scoring.Scores;
import dev.gauntlet.leaderboard.export.Exports;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.ResultsJson;
import dev.gauntlet.leaderboard.results.Run;
import dev.gauntlet.leaderboard.results.Sample;
import dev.gauntlet.leaderboard.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Scores a finished run and fills its directory. */
public final class Publisher {
  /** The folder of a run's directory that holds the pages. */
  public static final String SITE = "site";

  private Publisher() {}

  /**
   * Writes {@code results.json}, the sample images, the CSV files, a copy of the suite, what
   * analyses of earlier runs found out about the same models, and the site.
   *
   * @param run asked for once the samples are written, since it says how long all of it took
   * @param suite the text of the suite's file
   * @throws PublishException if something cannot be written; the directory is then not published
   */
  public static Results publish(
      FinishedRun finished, Supplier<Run> run, String suite, RunDirectory directory) {
    Path root = directory.directory();
    try {
      Scores scores = Scorer.score(finished.observations());
      List<Sample> samples = Samples.write(finished, root);
      Results results = new ResultsAssembly(finished, scores).results(run.get(), samples);
      ResultsJson.write(results, root.resolve(Site.RESULTS));
      new Exports(results)
          .write(Classifications.of(finished.observations()), root.resolve(Site.CSV));
      Files.writeString(root.resolve("suite.yaml"), suite);
      RunAnalyses.takeOver(directory.runs(), results, root);
      RunSite.build(new Site(root, root.resolve(SITE)), root);
      return results;
    } catch (IOException e) {
      throw PublishException.cannotWrite(root, e);
    } catch (UncheckedIOException e) {
      throw PublishException.cannotWrite(root, e.getCause());
    }
  }
}
