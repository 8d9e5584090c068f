package dev.gauntlet.leaderboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.AnalysisFiles;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.ResultsJson;
import dev.gauntlet.leaderboard.site.FigureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@link Fixture} with hostile text wherever a plugin, a data set or a log may put text. */
public final class Hostile {
  /** Markup, attributes, template code, control characters, direction marks, an endless word. */
  public static final String TEXT =
      "</title></pre><script>window.owned = 1</script><img src=x onerror='window.owned = 2'>"
          + "\" onmouseover=\"window.owned = 3\" ' onfocus='window.owned = 4' ]]> <!-- & &lt; "
          + "${7 * 191} <#assign x = 1> \u001b[31m \u0000 \u202e \u009b \uffff \ud800 "
          + "endless".repeat(40);

  /** Addresses that must never become links. */
  public static final String CITATION =
      "javascript:window.owned=5 JAVASCRIPT://%0awindow.owned=6 data:text/html,<script>x</script>"
          + " vbscript:x file:///etc/passwd <a href=\"javascript:window.owned=7\">paper</a>"
          + " https://example.org/a\"onclick=\"window.owned=8 (https://example.org/b?c=d&e=f).";

  /** What a plugin may note of its training, and must not get away with. */
  private static final List<Object> NOTES =
      List.of(
          TEXT,
          Map.of("curve", TEXT, "epochs", TEXT, "forwardPassesPerImage", List.of(TEXT)),
          Map.of(
              "curve",
              List.of(
                  TEXT,
                  List.of(),
                  Map.of(TEXT, TEXT),
                  Map.of("epoch", TEXT, "loss", 1),
                  Map.of("epoch", 1, "loss", TEXT, "cleanAccuracy", TEXT),
                  Map.of("epoch", 2, "loss", 1e300, "cleanAccuracy", 97.5),
                  Map.of("epoch", -1e300, "loss", 1, TEXT, TEXT))),
          Map.of(
              "curve",
              List.of(
                  Map.of("epoch", 1, "loss", -3.4e38, "cleanAccuracy", -0.0, TEXT, TEXT),
                  Map.of("epoch", 999_999, "loss", 3.4e38, "robustAccuracy", 1)),
              "epochs",
              2,
              "epochKept",
              999_999,
              "forwardPassesPerImage",
              1e12,
              "backwardPassesPerImage",
              1e12));

  private static final Set<String> FREE =
      Set.of(
          "title",
          "description",
          "provider",
          "version",
          "jar",
          "error",
          "log",
          "command",
          "cpu",
          "os",
          "java",
          "imageId",
          "architecture",
          "trainedOn",
          "key",
          "plugin",
          "signedBy",
          "reason",
          "engine",
          "engineVersion",
          "device",
          "suite",
          "harnessVersion");

  /** What no plugin has a word in, in an analysis. */
  private static final Set<String> OF_THE_HARNESS =
      Set.of("kind", "defense", "dataset", "made", "type", "unit");

  private Hostile() {}

  /** Writes the run, and a file beside it that one of its samples tries to reach. */
  public static Path write(Path directory) throws IOException {
    Fixture.write(Fixture.results(), directory);
    Files.writeString(directory.resolveSibling("secret.png"), "secret");
    ObjectMapper json = new ObjectMapper();
    Path file = directory.resolve("results.json");
    ObjectNode tree = (ObjectNode) json.readTree(file.toFile());
    poison(tree);
    ((ObjectNode) tree.get("run")).put("isolation", "none").put("pixels", "uint8").put("id", TEXT);
    ((ObjectNode) tree.get("budget")).put("epsilon", 8.0 / 255);
    ((ArrayNode) tree.at("/dataset/classNames")).removeAll().add(TEXT);
    ((ArrayNode) tree.get("warnings")).add(TEXT);
    ((ArrayNode) tree.at("/attacks/0/sources")).add(TEXT);
    ((ObjectNode) tree.at("/attacks/0")).put("access", TEXT);
    for (JsonNode attack : tree.get("attacks")) {
      ((ObjectNode) attack).put("attack", TEXT);
      ((ObjectNode) attack.get("parameters")).put(TEXT, TEXT);
    }
    for (JsonNode plugin : tree.get("plugins")) {
      ((ObjectNode) plugin).put("id", TEXT).put("signedBy", TEXT);
    }
    int turn = 0;
    for (JsonNode defense : tree.get("defenses")) {
      ObjectNode provenance = (ObjectNode) defense.at("/checkpoint/provenance");
      provenance.set(TEXT, json.valueToTree(Map.of(TEXT, List.of(TEXT))));
      provenance.set("seconds", json.valueToTree(turn % 2 == 0 ? TEXT : 1e300));
      provenance.set("notes", json.valueToTree(NOTES.get(turn++ % NOTES.size())));
    }
    ((ObjectNode) tree.at("/samples/0")).put("clean", "../secret.png");
    ((ObjectNode) tree.at("/samples/0")).put("perturbed", "samples/none.png\" onerror=\"x");
    ((ObjectNode) tree.at("/samples/0")).put("difference", "results.json");
    json.writeValue(file.toFile(), tree);
    Results checked = ResultsJson.read(file);
    ResultsJson.write(checked, file);
    writeAnalyses(directory, json);
    return directory;
  }

  /** All of the fixture's, of a model whose key is hostile, too. */
  private static void writeAnalyses(Path directory, ObjectMapper json) throws IOException {
    AnalysisFixture.write(directory);
    AnalysisFiles files = AnalysisFiles.of(directory, "mix-pgd");
    for (Analysis analysis : files.read()) {
      Path file = files.json(analysis.kind());
      json.writeValue(file.toFile(), poisoned("", json.readTree(file.toFile())));
    }
    for (Analysis analysis : files.read()) {
      FigureFile.write(analysis, files.svg(analysis.kind()));
    }
  }

  private static JsonNode poisoned(String field, JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(one -> one.setValue(poisoned(one.getKey(), one.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, poisoned(field, array.get(i)));
      }
    } else if (node.isTextual() && !OF_THE_HARNESS.contains(field)) {
      return TextNode.valueOf(field.equals("citation") ? CITATION : TEXT);
    }
    return node;
  }

  private static void poison(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (field.getValue().isTextual() && FREE.contains(field.getKey())) {
          field.setValue(TextNode.valueOf(TEXT));
        } else if (field.getKey().equals("citation")) {
          field.setValue(TextNode.valueOf(CITATION));
        }
      }
    }
    node.forEach(Hostile::poison);
  }
}
