package dev.gauntlet.leaderboard.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.leaderboard.Fixture;
import dev.gauntlet.leaderboard.figure.Series;
import dev.gauntlet.leaderboard.page.Heat;
import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.Gradients;
import dev.gauntlet.leaderboard.results.Queries;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.ResultsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
  @TempDir Path directory;

  private Path run;
  private Path out;

  @BeforeEach
  void writeRun() throws IOException {
    run = Fixture.write(Fixture.results(), directory.resolve("run"));
    out = directory.resolve("site");
  }

  /** Run with {@code -Dgolden.update=true} to accept the pages as they are, then read the diff. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.html",
        "run.html",
        "defenses/squeeze-detector.html",
        "defenses/pure-pgd.html",
        "attacks/pgd-40-targeted.html"
      })
  void pagesAreAsTheyWere(String page) throws IOException {
    new Site(run, out).build();

    String html = normalized(out.resolve(page));

    Path golden = Path.of("src/test/resources/golden", page.replace('/', '-'));
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, html);
    }
    assertThat(html).isEqualTo(Files.readString(golden));
  }

  @Test
  void aDefenseWhoseGradientsDifferIsMarkedAndOneWhoseMatchHasALine() throws IOException {
    new Site(run, out).build();

    Document index = Jsoup.parse(out.resolve("index.html"));
    assertThat(index.select("#defenses ~ .scroll .note.warning").eachText())
        .containsOnlyOnce(Gradients.MISMATCH);
    Document differing = Jsoup.parse(out.resolve("defenses/cls.html"));
    assertThat(differing.select(".notices").text())
        .contains("Gradients do not match the function: white-box numbers are an upper bound.");
    assertThat(differing.select("#gradients").text())
        .isEqualTo(
            "Found on a few images: "
                + Gradients.MISMATCH
                + "."
                + " Along random directions the median error is 97.0 %, allowed is 5.0 %."
                + " 96 probes, 8 set aside.");
    Document matching = Jsoup.parse(out.resolve("defenses/undefended.html"));
    assertThat(matching.select("#gradients").text())
        .isEqualTo(
            "Gradients match the function: median error 0.2 %, allowed is 5.0 %; 101 probes, 3 set aside.");
    assertThat(matching.select(".notices")).isEmpty();
    assertThat(Jsoup.parse(out.resolve("defenses/squeeze-detector.html")).select("#gradients"))
        .isEmpty();
  }

  @Test
  void aTrainingIsDrawnWithItsNumbersBesideIt() throws IOException {
    new Site(run, out).build();

    Document page = Jsoup.parse(out.resolve("defenses/pure-pgd.html"));
    assertThat(page.select("svg.chart > title").eachText())
        .containsExactly("Accuracy on held-out images, %", "Training loss");
    assertThat(page.select("svg.chart .series > text").eachText())
        .containsExactly("clean", "robust");
    assertThat(page.select("svg.chart circle")).hasSize(3 * 8);
    assertThat(page.select("svg.chart circle.marked")).hasSize(3);
    assertThat(page.select("details.numbers tbody tr")).hasSize(8);
    assertThat(page.select("details.numbers tr:contains(kept) th").text()).isEqualTo("7");
    assertThat(page.select("#training + dl").text())
        .isEqualTo(
            "Time 42 min 29 s Epochs 8 epoch 7 kept"
                + " Passes per image and epoch 8 forward, 8 backward"
                + " Passes per image in all 128");
    assertThat(page.select("#checkpoint ~ table").text()).doesNotContain("notes", "seconds");
  }

  @Test
  void aLongTrainingIsALineAndAShortOneAPoint() throws IOException {
    new Site(run, out).build();

    Document longest = Jsoup.parse(out.resolve("defenses/alp.html"));
    assertThat(longest.select("svg.chart circle").eachAttr("class")).containsOnly("marked");
    assertThat(longest.select("svg.chart .series > path").first().attr("d").split("L"))
        .hasSize(300);
    Document shortest = Jsoup.parse(out.resolve("defenses/mix-pgd.html"));
    assertThat(shortest.select("svg.chart circle")).hasSize(3);
    assertThat(shortest.select("svg.chart .middle").eachText())
        .containsExactly("1", "epoch", "1", "epoch");
  }

  @Test
  void whatWasNotMeasuredIsNotDrawn() throws IOException {
    new Site(run, out).build();

    Document clean = Jsoup.parse(out.resolve("defenses/clp.html"));
    assertThat(clean.select("svg.chart .series > text").eachText()).containsExactly("clean");
    assertThat(clean.select("#training ~ .explain").text()).contains("robust accuracy was not");
    assertThat(clean.select("#curve-loss-title").parents().first().select("circle")).hasSize(4);
    assertThat(clean.select("details.numbers tbody tr").get(1).select("td").eachText())
        .containsExactly("97.80", "–", "–");
    Document silent = Jsoup.parse(out.resolve("defenses/squeeze-detector.html"));
    assertThat(silent.select("#training, svg.chart")).isEmpty();
  }

  @Test
  void theIndexComparesWhatTrainingsCost() throws IOException {
    new Site(run, out).build();

    Document index = Jsoup.parse(out.resolve("index.html"));
    assertThat(index.select(".ranking td:eq(6)").eachText())
        .contains("128 42 min 29 s", "10 26 min 33 s", "–");
    assertThat(index.select(".ranking td:eq(6)").eachAttr("data-sort"))
        .contains("128.0", "10.0", "");
  }

  @Test
  void theStyleSheetHasEveryColourOfASeries() throws IOException {
    new Site(run, out).build();

    String style = Files.readString(out.resolve("assets/style.css"));
    for (int colour = 1; colour <= Series.COLOURS; colour++) {
      assertThat(style).contains(".chart .s" + colour + " {");
    }
  }

  @Test
  void questionsAreShownWhereSomeWereAsked() throws IOException {
    Results results = Fixture.results();
    run = Fixture.write(asking(results, "undefended", "bim"), directory.resolve("asking"));
    new Site(run, out).build();

    for (String page : List.of("attacks/bim.html", "defenses/undefended.html")) {
      Document asked = Jsoup.parse(out.resolve(page));
      assertThat(asked.select("#cells ~ .scroll th").eachText())
          .contains("Queries max median mean");
      assertThat(asked.select("#cells ~ .scroll td").eachText())
          .containsOnlyOnce("5,000 1,200 1,505");
    }
    assertThat(Jsoup.parse(out.resolve("attacks/fgsm.html")).text()).doesNotContain("Queries");
  }

  private static Results asking(Results results, String defense, String attack) {
    return new Results(
        results.schemaVersion(),
        results.run(),
        results.dataset(),
        results.budget(),
        results.plugins(),
        results.attacks(),
        results.defenses(),
        results.cells().stream()
            .map(
                cell ->
                    cell.defense().equals(defense) && cell.attack().equals(attack)
                        ? asking(cell)
                        : cell)
            .toList(),
        results.samples(),
        results.warnings());
  }

  private static Cell asking(Cell cell) {
    return new Cell(
        cell.defense(),
        cell.attack(),
        cell.status(),
        cell.correct(),
        cell.total(),
        cell.rejected(),
        cell.clipped(),
        cell.misclassified(),
        cell.hits(),
        cell.maxDistance(),
        cell.meanDistance(),
        new Queries(1504.6, 1200, 5000),
        cell.secondsPer100(),
        cell.attackFailedImages(),
        cell.unfinishedImages(),
        cell.defenseFailedImages(),
        cell.error(),
        cell.log());
  }

  @Test
  void theSameRunIsTheSameSite() throws IOException {
    new Site(run, out).build();
    new Site(run, directory.resolve("again")).build();

    for (String file : files(out)) {
      assertThat(directory.resolve("again").resolve(file))
          .hasSameBinaryContentAs(out.resolve(file));
    }
  }

  @Test
  void downloadsAreTheRunsOwnFiles() throws IOException {
    new Site(run, out).build();

    assertThat(out.resolve("results.json")).hasSameBinaryContentAs(run.resolve("results.json"));
    Document index = Jsoup.parse(out.resolve("index.html"));
    List<String> links = index.select(".downloads a").eachAttr("href");
    assertThat(links).hasSize(8);
    for (String link : links) {
      assertThat(out.resolve(link)).hasSameBinaryContentAs(run.resolve(link));
    }
  }

  @Test
  void aRunWithoutCsvFilesOffersItsResultsAlone() throws IOException {
    for (String file : files(run.resolve("csv"))) {
      Files.delete(run.resolve("csv").resolve(file));
    }
    new Site(run, out).build();

    assertThat(Jsoup.parse(out.resolve("index.html")).select(".downloads a").eachAttr("href"))
        .containsExactly("results.json");
  }

  @Test
  void aRunWithoutItsSampleFilesStillHasAllPages() throws IOException {
    for (String file : files(run.resolve("samples"))) {
      Files.delete(run.resolve("samples").resolve(file));
    }
    new Site(run, out).build();

    Document page = Jsoup.parse(out.resolve("attacks/pgd-40.html"));
    assertThat(page.select("figure")).hasSize(6);
    assertThat(page.select("figure .missing")).hasSize(18);
  }

  @Test
  void theStyleSheetHasEveryStepOfTheColourScale() throws IOException {
    new Site(run, out).build();

    String style = Files.readString(out.resolve("assets/style.css"));
    for (int step = 0; step <= Heat.STEPS; step++) {
      assertThat(style).contains(".h" + step + " {");
    }
  }

  @Test
  void aNewSiteReplacesTheOldOneWhole() throws IOException {
    new Site(run, out).build();
    Files.writeString(out.resolve("attacks/left-over.html"), "old");

    assertThat(new Site(run, out).build()).isEqualTo(out.resolve("index.html")).exists();

    assertThat(out.resolve("attacks/left-over.html")).doesNotExist();
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("run", "site");
  }

  @Test
  void aBuildThatFailsLeavesTheOldSite() throws IOException {
    new Site(run, out).build();
    List<String> before = files(out);
    Files.writeString(run.resolve("results.json"), "{}");

    assertThatThrownBy(() -> new Site(run, out).build()).isInstanceOf(ResultsException.class);

    assertThat(files(out)).isEqualTo(before);
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("run", "site");
  }

  @Test
  void aCrashWhileSwappingIsMadeGoodByTheNextBuild() throws IOException {
    new Site(run, out).build();
    Files.move(out, directory.resolve(".site.gauntlet-old"));
    Files.createDirectory(directory.resolve(".site.gauntlet-new"));

    Publication.begin(out).close();

    assertThat(out.resolve("index.html")).exists();
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("run", "site");
  }

  @Test
  void aSwapThatFailsHalfWayIsTakenBack() throws IOException {
    new Site(run, out).build();
    Publication publication = Publication.begin(out);
    Files.move(out, directory.resolve(".site.gauntlet-old"));

    publication.close();

    assertThat(out.resolve("index.html")).exists();
  }

  @Test
  void aDirectoryThatIsNoSiteIsLeftAlone() throws IOException {
    Files.writeString(Files.createDirectory(out).resolve("thesis.txt"), "years");

    assertThatThrownBy(() -> new Site(run, out).build())
        .isInstanceOf(SiteException.class)
        .hasMessage(
            out + " holds files that are not a site: choose another directory, or empty it");

    assertThat(files(out)).containsExactly("thesis.txt");
  }

  @Test
  void anEmptyDirectoryIsUsed() throws IOException {
    Files.createDirectory(out);

    assertThat(new Site(run, out).build()).exists();
  }

  @Test
  void theRunItselfIsNeverReplaced() {
    for (Path place : List.of(run, directory)) {
      assertThatThrownBy(() -> new Site(run, place).build())
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("which holds the run: choose another directory");
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path blocked = Files.createFile(directory.resolve("file")).resolve("site");

    assertThatThrownBy(() -> new Site(run, blocked).build())
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("cannot write the site to " + blocked)
        .hasMessageEndingWith("choose a directory that can be written");
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Free of the white space that says nothing, so that a golden file shows what a reader sees. */
  private static String normalized(Path file) throws IOException {
    Document page = Jsoup.parse(file, StandardCharsets.UTF_8.name());
    for (Element size : page.select(".downloads .explain")) {
      // The size of results.json grows with every field.
      size.text(size.text().replaceFirst(", [^,]*$", ""));
    }
    page.outputSettings().indentAmount(1).outline(true);
    return page.html()
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .reduce("", (a, b) -> a + b + "\n");
  }
}
