package dev.gauntlet.leaderboard.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gauntlet.leaderboard.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say where attacks were stopped. */
class UnfinishedPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private Path site(Consumer<JsonNode> change) throws IOException {
    Path run = Fixture.write(Fixture.results(), directory.resolve("run"));
    Path file = run.resolve("results.json");
    JsonNode results = JSON.readTree(file.toFile());
    change.accept(results);
    JSON.writeValue(file.toFile(), results);
    Path out = directory.resolve("site");
    new Site(run, out).build();
    return out;
  }

  private static ObjectNode entry(JsonNode list, String key, String value) {
    return (ObjectNode)
        StreamSupport.stream(list.spliterator(), false)
            .filter(node -> node.get(key).asText().equals(value))
            .findFirst()
            .orElseThrow();
  }

  private static void stop(JsonNode results) {
    for (JsonNode cell : results.get("cells")) {
      if (cell.get("defense").asText().equals("pure-pgd")
          && cell.get("attack").asText().equals("fgsm")) {
        ((ObjectNode) cell)
            .put("attackFailedImages", 31)
            .put("unfinishedImages", 29)
            .put("error", "the worker did not answer within 60.0 seconds");
      }
    }
  }

  @Test
  void theyCountTheImagesThatAnAttackDidNotFinish() throws IOException {
    Path out = site(UnfinishedPageTest::stop);

    for (String page : new String[] {"defenses/pure-pgd.html", "attacks/fgsm.html"}) {
      assertThat(Jsoup.parse(out.resolve(page)).select("td.notes").text())
          .as(page)
          .contains("unfinished on 29", "attack failed on 2");
    }
    Document index = Jsoup.parse(out.resolve("index.html"));
    assertThat(index.select("#defenses ~ .scroll td.notes").text())
        .contains("attacks unfinished on 29 images");
    assertThat(index.select("[title*='an upper bound, since attacks are unfinished']")).hasSize(1);
  }

  @Test
  void theyShowNoWorstCaseOverNothing() throws IOException {
    Path out =
        site(
            results ->
                entry(results.get("defenses"), "id", "pure-pgd")
                    .put("raw", 0)
                    .put("possible", 0)
                    .put("normalized", 0)
                    .putNull("rank"));

    assertThat(Jsoup.parse(out.resolve("defenses/pure-pgd.html")).select("dl.figures").text())
        .contains("Score – 0 / 0", "Worst case –");
    Document index = Jsoup.parse(out.resolve("index.html"));
    assertThat(index.select("[title='no attack ran']")).hasSize(1);
  }
}
