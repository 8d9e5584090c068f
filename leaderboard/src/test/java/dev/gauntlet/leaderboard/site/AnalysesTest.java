package dev.gauntlet.leaderboard.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.leaderboard.AnalysisFixture;
import dev.gauntlet.leaderboard.Fixture;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.AnalysisFiles;
import dev.gauntlet.leaderboard.results.ResultsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/** Analyses on the page of their defense, and figures in files of their own. */
class AnalysesTest {
  @TempDir Path directory;

  private Path run;
  private Path out;

  @BeforeEach
  void writeRun() throws IOException {
    run = Fixture.write(Fixture.results(), directory.resolve("run"));
    AnalysisFixture.write(run);
    out = directory.resolve("site");
  }

  @Test
  void thePageOfTheDefenseShowsThemWithTheirFiles() throws IOException {
    new Site(run, out).build();

    Document page = Jsoup.parse(out.resolve("defenses/mix-pgd.html"));
    assertThat(page.select("#analyses ~ .analysis h3").eachText())
        .containsExactly(
            "Title of convergence",
            "Title of layers",
            "Title of loss-surface",
            "Title of rejection");
    assertThat(page.select("#analysis-convergence svg.chart.wide")).hasSize(2);
    assertThat(page.select("#analysis-rejection .series > text").eachText())
        .containsExactly("t = 0.5", "t = 0.6", "t = 0.7", "t = 0.75", "t = 0.8", "no rejection");
    assertThat(page.select("#analysis-rejection .dashed > text").eachText())
        .containsExactly("no rejection");
    assertThat(page.select("#analysis-loss-surface .cells rect")).hasSizeGreaterThan(100);
    assertThat(page.select("#analysis-layers .explain").text())
        .contains("PGD (steps 40, step-size 0.01), white-box, L∞ 0.3", "21 November 2026, 10:00");
    assertThat(page.select("#analysis-layers a").eachAttr("href"))
        .containsExactly(
            "https://example.org/nothing",
            "../analyses/mix-pgd/layers.csv",
            "../analyses/mix-pgd/layers.svg");
    assertThat(out.resolve("analyses/mix-pgd/layers.csv")).hasContent("x,y\n1,2");
    assertThat(page.select("#analysis-rejection .numbers td").eachText()).containsExactly("80.00");
    assertThat(Jsoup.parse(out.resolve("defenses/alp.html")).select("#analyses")).isEmpty();
  }

  @Test
  void thoseOfAnotherModelOrOtherDataAreNotShown() throws IOException {
    AnalysisFiles files = AnalysisFiles.of(run, "mix-pgd");
    Analysis own = AnalysisFixture.layers();
    files.write(like(AnalysisFixture.rejection(), "another", own.dataset()));
    files.write(like(AnalysisFixture.surface(), own.checkpoint(), "mnist"));

    new Site(run, out).build();

    assertThat(Jsoup.parse(out.resolve("defenses/mix-pgd.html")).select(".analysis").eachAttr("id"))
        .containsExactly("analysis-convergence", "analysis-layers");
    assertThat(out.resolve("analyses/mix-pgd/rejection.csv")).doesNotExist();
  }

  private static Analysis like(Analysis analysis, String checkpoint, String dataset) {
    return new Analysis(
        analysis.schemaVersion(),
        analysis.kind(),
        analysis.defense(),
        checkpoint,
        dataset,
        analysis.made(),
        analysis.title(),
        analysis.finding(),
        analysis.caption(),
        analysis.citation(),
        analysis.figures(),
        analysis.table());
  }

  @Test
  void oneThatIsDamagedIsNamed() throws IOException {
    Path file = AnalysisFiles.of(run, "mix-pgd").json("layers");
    Files.writeString(file, "{}");

    assertThatThrownBy(() -> new Site(run, out).build())
        .isInstanceOf(ResultsException.class)
        .hasMessageStartingWith(file.toRealPath() + " is no analysis: ");
  }

  @Test
  void aFigureOfItsOwnIsXmlWithAllThatItNeeds() throws Exception {
    Path file = AnalysisFiles.of(run, "mix-pgd").svg("convergence");

    org.w3c.dom.Document svg =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());

    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    NodeList charts = svg.getElementsByTagName("svg");
    assertThat(charts.getLength()).isEqualTo(1 + 2 * 2);
    assertThat(svg.getElementsByTagName("style").item(0).getTextContent()).contains(".s6 path");
    assertThat(Files.readString(file)).doesNotContain("var(--", "light-dark", "oklch");
  }

  @Test
  void theStyleOfAFigureHasEveryColourThatThePagesHave() throws IOException {
    new Site(run, out).build();
    String page = Files.readString(out.resolve("assets/style.css"));
    String figure = Files.readString(AnalysisFiles.of(run, "mix-pgd").svg("layers"));

    for (int colour = 1; colour <= 6; colour++) {
      assertThat(page).contains(".chart .s" + colour + " {");
      assertThat(figure).contains(".s" + colour + " path {");
    }
    for (int step = 0; step <= 20; step++) {
      assertThat(figure).contains(".h" + step + " {");
    }
  }
}
