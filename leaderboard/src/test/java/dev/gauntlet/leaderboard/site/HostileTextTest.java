package dev.gauntlet.leaderboard.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gauntlet.leaderboard.Hostile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileTextTest {
  @TempDir static Path directory;

  private static Path site;
  private static final List<Document> PAGES = new ArrayList<>();

  @BeforeAll
  static void build() throws IOException {
    site = directory.resolve("site");
    new Site(Hostile.write(directory.resolve("run")), site).build();
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".html")).toList()) {
        PAGES.add(Jsoup.parse(file));
      }
    }
  }

  @Test
  void noTextBecomesAnElement() {
    assertThat(PAGES).hasSize(17);
    for (Document page : PAGES) {
      assertThat(page.select("script").eachAttr("src"))
          .containsExactly(
              page.select("link[rel=icon]").attr("href").replace("icon.svg", "theme.js"),
              page.select("link[rel=icon]").attr("href").replace("icon.svg", "table.js"));
      assertThat(page.select("script").stream().map(Element::data)).containsOnly("");
      assertThat(page.select("img").eachAttr("src")).allMatch(src -> src.contains("samples/"));
      assertThat(page.select("iframe, object, embed, base, form, style")).isEmpty();
    }
  }

  @Test
  void noTextBecomesAnAttribute() {
    for (Document page : PAGES) {
      for (Element element : page.getAllElements()) {
        assertThat(element.attributes().asList())
            .as(element.cssSelector())
            .noneMatch(attribute -> attribute.getKey().startsWith("on"))
            .noneMatch(attribute -> attribute.getKey().equals("style"));
      }
    }
  }

  @Test
  void onlyWebAddressesAndOwnPagesBecomeLinks() {
    List<String> addresses = PAGES.stream().flatMap(page -> hrefs(page)).distinct().toList();

    assertThat(addresses)
        .filteredOn(address -> address.contains(":"))
        .containsExactlyInAnyOrder("https://example.org/a", "https://example.org/b?c=d&e=f");
  }

  @Test
  void everyLinkToAnOwnPageHasItsTarget() throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".html")).toList()) {
        for (String href : hrefs(Jsoup.parse(file)).toList()) {
          if (!href.contains(":")) {
            String[] parts = href.split("#", 2);
            Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
            assertThat(target).as(file + " -> " + href).exists();
            if (parts.length == 2) {
              assertThat(Jsoup.parse(target).getElementById(parts[1]))
                  .as(file + " -> " + href)
                  .isNotNull();
            }
          }
        }
      }
    }
  }

  @Test
  void textIsShownAsItWasWritten() {
    String shown = Hostile.TEXT.replaceAll("[\u001b\u0000\u202e\u009b\uffff\ud800]", "\ufffd");
    Document page = page("attacks/pgd-40.html");

    assertThat(page.title()).isEqualTo(shown + " · Gauntlet");
    assertThat(page.select("h1").first().wholeOwnText().strip()).isEqualTo(shown);
    assertThat(page.select(".lead").text()).isEqualTo(shown);
    assertThat(page("defenses/squeeze-detector.html").select("pre").first().wholeText())
        .isEqualTo(shown);
  }

  @Test
  void noTemplateCodeOfATextIsRun() {
    for (Document page : PAGES) {
      assertThat(page.html()).doesNotContain("1337");
    }
  }

  @Test
  void aSampleThatIsNoImageOfTheRunIsMissingAndSaysSo() throws IOException {
    Document page = page("attacks/no-op.html");

    assertThat(page.select("figure").first().select(".missing")).hasSize(3);
    assertThat(page.select("figure").first().text()).contains("file missing");
    assertThat(page.select("figure").get(1).select("img")).hasSize(3);
    try (Stream<Path> files = Files.walk(site.resolve("samples"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
      }
    }
  }

  @Test
  void whatIsNoCurveIsNotDrawnAndStaysAmongTheFacts() {
    List<Document> defenses = PAGES.stream().filter(page -> has(page, "#checkpoint")).toList();

    assertThat(defenses).hasSize(7);
    assertThat(defenses.stream().filter(page -> has(page, ".charts svg.chart"))).hasSize(1);
    assertThat(defenses.stream().filter(page -> has(page, "th:containsOwn(notes.curve)")))
        .hasSize(4);
    assertThat(defenses)
        .allMatch(page -> has(page, "th:containsOwn(seconds)"), "seconds are no number of seconds");
  }

  @Test
  void figuresOfTheirOwnAreXmlWithTheTextInIt() throws Exception {
    String shown = Hostile.TEXT.replaceAll("[\u001b\u0000\u202e\u009b\uffff\ud800]", "\ufffd");
    try (Stream<Path> files = Files.list(site.resolve("analyses/mix-pgd"))) {
      List<Path> figures = files.filter(file -> file.toString().endsWith(".svg")).toList();
      assertThat(figures).hasSize(4);
      for (Path figure : figures) {
        org.w3c.dom.Document svg =
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(figure.toFile());

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(shown);
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("img").getLength()).isZero();
      }
    }
  }

  @Test
  void aNoteWithoutEndIsCutOnThePage() throws IOException {
    Path run = Hostile.write(directory.resolve("long-run"));
    Path results = run.resolve("results.json");
    ObjectMapper json = new ObjectMapper();
    JsonNode tree = json.readTree(results.toFile());
    ((ObjectNode) tree.at("/defenses/0/checkpoint/provenance")).put("poem", "x".repeat(1_000_000));
    json.writeValue(results.toFile(), tree);

    new Site(run, directory.resolve("long-site")).build();

    Path page =
        directory.resolve("long-site/defenses/" + tree.at("/defenses/0/id").asText() + ".html");
    assertThat(Files.readString(page))
        .contains("cut: 1,000,000 characters")
        .hasSizeLessThan(500_000);
  }

  @Test
  void aRunWithoutIsolationSaysSoOnBothPages() {
    assertThat(page("index.html").select(".notices").text()).contains("without isolation");
    assertThat(page("run.html").select(".alarm").text()).contains("without isolation");
  }

  @Test
  void aRadiusOfEightBitSteps() {
    assertThat(page("index.html").select(".budget").text()).isEqualTo("L∞ budget, ε = 8/255");
  }

  private static boolean has(Document page, String selector) {
    return !page.select(selector).isEmpty();
  }

  private static Stream<String> hrefs(Document page) {
    return page.select("a[href], link[href]").eachAttr("href").stream();
  }

  private static Document page(String path) {
    try {
      return Jsoup.parse(site.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
