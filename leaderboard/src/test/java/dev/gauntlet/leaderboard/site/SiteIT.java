package dev.gauntlet.leaderboard.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.leaderboard.AnalysisFixture;
import dev.gauntlet.leaderboard.Fixture;
import dev.gauntlet.leaderboard.Hostile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, opened as files; pictures of them go to target/screenshots. */
class SiteIT {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir static Path directory;

  private static Path site;
  private static Path hostile;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    if (Browser.find().isEmpty()) {
      // Build logs show what is printed, not why a test was skipped.
      System.err.println("SKIPPED: no Chromium on the path, so no page was opened in a browser");
      Assumptions.abort("no Chromium on the path");
    }
    site = directory.resolve("site");
    Path run = Fixture.write(Fixture.results(), directory.resolve("run"));
    AnalysisFixture.write(run);
    new Site(run, site).build();
    hostile = directory.resolve("hostile");
    new Site(Hostile.write(directory.resolve("hostile-run")), hostile).build();
    browser =
        new Browser(
            Browser.find().orElseThrow(), Files.createDirectory(directory.resolve("profile")));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void forget() {
    browser.complaints().clear();
  }

  @Test
  void everyPageLoadsWithoutAComplaint() throws Exception {
    browser.emulate(1280, 900, "light");
    try (Stream<Path> files = Files.walk(site)) {
      List<Path> pages = files.filter(file -> file.toString().endsWith(".html")).toList();
      assertThat(pages).hasSize(2 + 7 + 8);
      for (Path page : pages) {
        browser.open(page.toUri());

        assertThat(browser.complaints()).as(page.toString()).isEmpty();
      }
    }
  }

  @Test
  void hostileTextDoesNothing() throws Exception {
    browser.emulate(360, 740, "light");
    try (Stream<Path> files = Files.walk(hostile)) {
      List<Path> pages = files.filter(file -> file.toString().endsWith(".html")).toList();
      assertThat(pages).hasSize(2 + 7 + 8);
      for (Path page : pages) {
        browser.open(page.toUri());

        assertThat(browser.complaints()).as(page.toString()).isEmpty();
        assertThat(browser.ask("typeof window.owned").asText()).isEqualTo("undefined");
        assertThat(browser.ask("document.documentElement.scrollWidth").asInt())
            .as(page.toString())
            .isLessThanOrEqualTo(360);
      }
    }
  }

  @Test
  void hostileTextInAFigureOfItsOwnDoesNothing() throws Exception {
    browser.emulate(1280, 900, "light");
    try (Stream<Path> files = Files.walk(hostile)) {
      List<Path> figures = files.filter(file -> file.toString().endsWith(".svg")).toList();
      assertThat(figures).hasSize(1 + 4);
      for (Path figure : figures) {
        browser.open(figure.toUri());

        assertThat(browser.complaints()).as(figure.toString()).isEmpty();
        assertThat(browser.ask("typeof window.owned").asText()).isEqualTo("undefined");
        assertThat(browser.ask("document.documentElement.tagName").asText()).isEqualTo("svg");
        assertThat(browser.ask("document.querySelectorAll('parsererror, script').length").asInt())
            .as(figure.toString())
            .isZero();
      }
    }
  }

  @Test
  void noPageIsWiderThanAPhone() throws Exception {
    for (int width : new int[] {360, 768, 1280}) {
      browser.emulate(width, 740, "light");
      for (String page : PAGES) {
        browser.open(site.resolve(page).toUri());

        assertThat(browser.ask("document.documentElement.scrollWidth").asInt())
            .as(page + " at " + width)
            .isLessThanOrEqualTo(width);
      }
    }
  }

  @Test
  void aTableIsSortedByItsHeadings() throws Exception {
    browser.emulate(1280, 900, "light");
    browser.open(site.resolve("index.html").toUri());
    String cleanColumn =
        "[...document.querySelectorAll('.ranking tbody tr')].map(r => +r.cells[3].dataset.sort)";
    String button = "document.querySelectorAll('.ranking thead button')[3]";

    browser.ask(button + ".click()");
    List<Double> falling = numbers(cleanColumn);
    String state = browser.ask(button + ".parentElement.ariaSort").asText();
    browser.ask(button + ".click()");
    List<Double> rising = numbers(cleanColumn);

    assertThat(falling).hasSize(7).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(state).isEqualTo("descending");
    assertThat(rising).isSorted();
  }

  @Test
  void cellsWithoutANumberStayLastHoweverTheMatrixIsSorted() throws Exception {
    browser.emulate(1280, 900, "light");
    browser.open(site.resolve("index.html").toUri());
    String lastTwo =
        "[...document.querySelectorAll('.matrix')[0].tBodies[0].rows].slice(-2)"
            + ".map(row => row.cells[0].textContent.trim()).sort().join()";
    String column =
        "[...document.querySelectorAll('.matrix thead tr:last-child th')]"
            + ".find(h => h.textContent.trim().startsWith('bim')).querySelector('button')";

    browser.ask(column + ".click()");
    assertThat(browser.ask(lastTwo).asText()).isEqualTo("Clean logit squeezing,Squeeze detector");
    browser.ask(column + ".click()");
    assertThat(browser.ask(lastTwo).asText()).isEqualTo("Clean logit squeezing,Squeeze detector");
  }

  @Test
  void aLinkToALogOpensIt() throws Exception {
    browser.emulate(1280, 900, "light");
    browser.open(site.resolve("defenses/squeeze-detector.html").toUri());

    browser.ask("document.querySelector('a[href=\"#log-sign-noise\"]').click()");

    assertThat(browser.ask("document.getElementById('log-sign-noise').parentElement.open"))
        .hasToString("true");
  }

  @Test
  void theThemeButtonOverridesTheSystem() throws Exception {
    browser.emulate(1280, 900, "light");
    browser.open(site.resolve("index.html").toUri());
    String background = "getComputedStyle(document.body).backgroundColor";
    String light = browser.ask(background).asText();

    browser.ask("document.querySelector('.theme').click()");
    String dark = browser.ask(background).asText();
    browser.ask("document.querySelector('.theme').click()");
    browser.emulate(1280, 900, "dark");

    assertThat(dark).isNotEqualTo(light);
    assertThat(browser.ask(background).asText()).isEqualTo(light);
    browser.ask("localStorage.clear()");
  }

  @Test
  void everyTextStandsOutFromItsHeatMapCell() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      browser.emulate(1280, 900, scheme);
      browser.open(site.resolve("index.html").toUri());

      List<Double> contrasts = numbers(contrasts(STEPS));

      assertThat(contrasts).as(scheme).hasSize(21).allMatch(contrast -> contrast >= 4.5);
    }
  }

  @Test
  void everyTextOfAChartIsInsideAndFreeOfTheOthers() throws Exception {
    for (int width : new int[] {360, 1280}) {
      browser.emulate(width, 900, "light");
      for (String page : PAGES) {
        browser.open(site.resolve(page).toUri());

        assertThat(browser.ask(COLLISIONS)).as(page + " at " + width).isEmpty();
      }
      browser.open(hostile.resolve("defenses/cls.html").toUri());
      assertThat(browser.ask("document.querySelectorAll('.chart').length").asInt()).isEqualTo(2);
      assertThat(browser.ask(COLLISIONS)).as("hostile at " + width).isEmpty();
    }
  }

  @Test
  void everyLineOfAChartStandsOutFromThePage() throws Exception {
    assertLinesStandOut("defenses/pure-pgd.html", ".series path", 3);
  }

  @Test
  void everyLineOfAnAnalysisStandsOutFromThePage() throws Exception {
    assertLinesStandOut("defenses/mix-pgd.html", ".analysis .series path", 11);
  }

  private void assertLinesStandOut(String page, String lines, int count) throws Exception {
    for (String scheme : List.of("light", "dark")) {
      browser.emulate(1280, 900, scheme);
      browser.open(site.resolve(page).toUri());

      List<Double> contrasts =
          numbers(
              contrasts(
                  ("[...document.querySelectorAll('%s')].map(line =>"
                          + " [getComputedStyle(line).stroke,"
                          + " getComputedStyle(document.body).backgroundColor])")
                      .formatted(lines)));

      assertThat(contrasts).as(scheme).hasSize(count).allMatch(contrast -> contrast >= 4.5);
    }
  }

  @Test
  void aSurfaceHasAsManyColoursAsItsBar() throws Exception {
    browser.emulate(1280, 900, "dark");
    browser.open(site.resolve("defenses/mix-pgd.html").toUri());

    assertThat(
            browser
                .ask(
                    "new Set([...document.querySelectorAll('.chart .cells rect')]"
                        + ".map(cell => getComputedStyle(cell).fill)).size")
                .asInt())
        .isEqualTo(21);
  }

  @Test
  void theNumbersBehindAChartAreOneClickAway() throws Exception {
    browser.emulate(360, 740, "light");
    browser.open(site.resolve("defenses/alp.html").toUri());
    String shown = "document.querySelector('.numbers table').checkVisibility()";
    assertThat(browser.ask(shown).asBoolean()).isFalse();

    browser.ask("document.querySelector('.numbers summary').click()");

    assertThat(browser.ask(shown).asBoolean()).isTrue();
    assertThat(browser.ask("document.documentElement.scrollWidth").asInt()).isEqualTo(360);
  }

  @Test
  void everyTableThatScrollsIsReachedByKeyboard() throws Exception {
    browser.emulate(360, 740, "light");
    browser.open(site.resolve("index.html").toUri());

    assertThat(
            browser
                .ask(
                    "[...document.querySelectorAll('.scroll')]"
                        + ".every(e => e.tabIndex === 0 && e.ariaLabel)")
                .asBoolean())
        .isTrue();
    assertThat(browser.ask("document.querySelectorAll('.scroll').length").asInt()).isEqualTo(5);
  }

  @Test
  void picturesOfThePagesAreTaken() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      for (int width : new int[] {1280, 360}) {
        browser.emulate(width, 900, scheme);
        for (String page : PAGES) {
          browser.open(site.resolve(page).toUri());
          Path file =
              SCREENSHOTS.resolve(
                  page.replace('/', '-').replace(".html", "-" + scheme + "-" + width + ".png"));
          browser.screenshot(file);

          assertThat(file).isNotEmptyFile();
        }
      }
    }
  }

  private static final List<String> PAGES =
      List.of(
          "index.html",
          "run.html",
          "defenses/squeeze-detector.html",
          "defenses/pure-pgd.html",
          "defenses/alp.html",
          "defenses/mix-pgd.html",
          "attacks/pgd-40-targeted.html",
          "attacks/fgsm.html",
          "attacks/transfer-pgd-40.html");

  /** Texts of charts that leave their chart, and pairs that lie on each other. */
  private static final String COLLISIONS =
      """
      [...document.querySelectorAll(".chart")].flatMap((chart) => {
        const sheet = chart.getBoundingClientRect();
        const texts = [...chart.querySelectorAll("text")]
          .map((text) => ({ what: text.textContent, box: text.getBoundingClientRect() }));
        const outside = texts.filter(({ box }) =>
          box.left < sheet.left || box.right > sheet.right
            || box.top < sheet.top || box.bottom > sheet.bottom);
        const pairs = texts.flatMap((a, i) => texts.slice(i + 1)
          .filter((b) => a.box.left < b.box.right && b.box.left < a.box.right
            && a.box.top < b.box.bottom && b.box.top < a.box.bottom)
          .map((b) => `${a.what} on ${b.what}`));
        return [...outside.map(({ what }) => what), ...pairs];
      })
      """;

  private static final String STEPS =
      """
      [...document.querySelector(".scale").children].map((step) => {
        const style = getComputedStyle(step);
        return [style.color, style.backgroundColor];
      })
      """;

  /** The contrast of pairs of colours, by the formula of WCAG 2. */
  private static String contrasts(String pairs) {
    return """
        (() => {
          const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
          const luminance = (color) => {
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
              .map((v) => v / 255)
              .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          return (%s).map((pair) => {
            const [low, high] = pair.map(luminance).sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          });
        })()
        """
        .formatted(pairs);
  }

  private static List<Double> numbers(String expression) throws Exception {
    List<Double> numbers = new ArrayList<>();
    browser.ask(expression).forEach(node -> numbers.add(node.asDouble()));
    return numbers;
  }
}
