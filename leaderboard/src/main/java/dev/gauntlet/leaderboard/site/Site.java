package dev.gauntlet.leaderboard.site;

import dev.gauntlet.leaderboard.export.Exports;
import dev.gauntlet.leaderboard.page.AttackPage;
import dev.gauntlet.leaderboard.page.DefensePage;
import dev.gauntlet.leaderboard.page.Download;
import dev.gauntlet.leaderboard.page.IndexPage;
import dev.gauntlet.leaderboard.page.RunPage;
import dev.gauntlet.leaderboard.results.AttackResult;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.ResultsJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The leaderboard of one run: {@code index.html}, a page per defense and per attack, {@code
 * run.html}, and the run's files to download.
 *
 * <p>A run's directory holds {@code results.json}, the sample images it names, and, if they were
 * written, the {@link Exports} in {@code csv/} and {@linkplain
 * dev.gauntlet.leaderboard.analysis.AnalysisFiles analyses} of its defenses. An old site gives way
 * to the new one only once that is complete.
 */
public final class Site {
  /** The file of a run's directory that everything is made from. */
  public static final String RESULTS = "results.json";

  /** The folder of a run's directory, and of the site, with the CSV files. */
  public static final String CSV = "csv";

  private static final List<String> ASSETS =
      List.of("style.css", "table.js", "theme.js", "icon.svg");

  private static final Map<String, String> CONTENTS =
      Map.of(
          Exports.DEFENSE_RANKING, "defenses by score",
          Exports.ATTACK_RANKING, "untargeted attacks by score",
          Exports.TARGETED_ATTACK_RANKING, "targeted attacks by score",
          Exports.ACCURACY_ON_ATTACKS, "correct images, untargeted attack × defense",
          Exports.ACCURACY_ON_TARGETED_ATTACKS, "correct images, targeted attack × defense",
          Exports.HIT_TARGET_CLASS, "images classified as the target, attack × defense",
          Exports.ALL_CLASSIFICATION, "every label every defense gave");

  private final Path runDirectory;
  private final Path out;

  /**
   * Names the directories; nothing is read yet.
   *
   * @param out replaced if it is a site, created if it is not there
   */
  public Site(Path runDirectory, Path out) {
    this.runDirectory = runDirectory.toAbsolutePath().normalize();
    this.out = out.toAbsolutePath().normalize();
  }

  /**
   * Builds the site.
   *
   * @return the path of {@code index.html}
   * @throws dev.gauntlet.leaderboard.results.ResultsException if the results cannot be read
   * @throws SiteException if {@code out} cannot be written, or holds something that is not a site
   */
  public Path build() {
    Results results = ResultsJson.read(runDirectory.resolve(RESULTS));
    if (runDirectory.startsWith(out)) {
      throw new SiteException(
          "the site cannot replace " + out + ", which holds the run: choose another directory");
    }
    try (Publication publication = Publication.begin(out)) {
      write(results, publication.directory());
      publication.publish();
    } catch (IOException e) {
      throw new SiteException(
          "cannot write the site to "
              + out
              + " ("
              + e
              + "); choose a directory that can be written",
          e);
    }
    return out.resolve("index.html");
  }

  private void write(Results results, Path directory) throws IOException {
    for (String asset : ASSETS) {
      Path file = directory.resolve("assets").resolve(asset);
      Files.createDirectories(file.getParent());
      try (InputStream content = Site.class.getResourceAsStream("assets/" + asset)) {
        Files.copy(content, file);
      }
    }
    Map<String, String> pictures = new Pictures(runDirectory).copy(results.samples(), directory);
    List<Download> downloads = downloads(directory);
    Pages pages = new Pages(directory, results.run());
    pages.write("index.ftl", IndexPage.of(results, downloads), "index.html");
    pages.write("run.ftl", RunPage.of(results), "run.html");
    Analyses analyses = new Analyses(runDirectory, results.dataset().id());
    for (DefenseResult defense : results.defenses()) {
      pages.write(
          "defense.ftl",
          DefensePage.of(results, defense, analyses.copy(defense, directory), pictures),
          "defenses/" + defense.id() + ".html");
    }
    for (AttackResult attack : results.attacks()) {
      pages.write(
          "attack.ftl",
          AttackPage.of(results, attack, pictures),
          "attacks/" + attack.id() + ".html");
    }
  }

  private List<Download> downloads(Path directory) throws IOException {
    List<Download> downloads = new ArrayList<>();
    downloads.add(download(RESULTS, "everything on these pages", directory));
    for (String file : Exports.FILES) {
      String name = CSV + "/" + file;
      if (Files.isRegularFile(runDirectory.resolve(name))) {
        downloads.add(download(name, CONTENTS.get(file), directory));
      }
    }
    return downloads;
  }

  private Download download(String name, String what, Path directory) throws IOException {
    Path copy = directory.resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(runDirectory.resolve(name), copy);
    return Download.of(name, what, Files.size(copy));
  }
}
