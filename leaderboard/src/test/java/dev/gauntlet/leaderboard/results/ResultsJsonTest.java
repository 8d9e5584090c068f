package dev.gauntlet.leaderboard.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gauntlet.leaderboard.Fixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = directory.resolve("results.json");

    ResultsJson.write(Fixture.results(), file);

    assertThat(ResultsJson.read(file)).isEqualTo(Fixture.results());
    assertThat(directory).isDirectoryContaining("glob:**results.json");
    assertThat(directory.toFile().list()).containsExactly("results.json");
  }

  @Test
  void equalResultsAreEqualFiles() throws IOException {
    ResultsJson.write(Fixture.results(), directory.resolve("a.json"));
    ResultsJson.write(ResultsJson.read(directory.resolve("a.json")), directory.resolve("b.json"));

    assertThat(directory.resolve("b.json")).hasSameBinaryContentAs(directory.resolve("a.json"));
    assertThat(Files.readAllLines(directory.resolve("a.json"))).hasSizeGreaterThan(1000);
  }

  @Test
  void keysOfLaterVersionsArePassedOver() throws IOException {
    ObjectNode tree = tree();
    tree.put("novelty", 1);
    ((ObjectNode) tree.get("run")).put("novelty", 1);

    assertThat(ResultsJson.read(save(tree))).isEqualTo(Fixture.results());
  }

  @Test
  void resultsFromBeforeGradientsWereCheckedAreRead() throws IOException {
    ObjectNode tree = tree();
    ((ObjectNode) tree.at("/defenses/0")).remove("gradients");

    Results read = ResultsJson.read(save(tree));

    assertThat(read.defenses().get(0).gradients()).isNull();
    assertThat(read.defenses().get(1)).isEqualTo(Fixture.results().defenses().get(1));
  }

  @Test
  void anotherSchemaVersionIsRefused() throws IOException {
    ObjectNode tree = tree();
    tree.put("schemaVersion", 2);
    Path file = save(tree);

    assertThatThrownBy(() -> ResultsJson.read(file))
        .isInstanceOf(ResultsException.class)
        .hasMessage(file + ": 'schemaVersion' is 2, this version reads 1");
  }

  @Test
  void aMissingFieldIsNamedWithItsFile() throws IOException {
    ObjectNode tree = tree();
    ((ObjectNode) tree.at("/cells/3")).remove("correct");
    Path file = save(tree);

    assertThatThrownBy(() -> ResultsJson.read(file))
        .isInstanceOf(ResultsException.class)
        .hasMessageStartingWith(file + ": at 'cells[3].correct': ");
  }

  @Test
  void aMissingTextIsNamedEvenInsideARecord() throws IOException {
    ObjectNode tree = tree();
    ((ObjectNode) tree.at("/run/machine")).putNull("cpu");
    Path file = save(tree);

    assertThatThrownBy(() -> ResultsJson.read(file))
        .isInstanceOf(ResultsException.class)
        .hasMessage(file + ": at 'run.machine': 'cpu' is missing");
  }

  @Test
  void aFieldOfAnotherTypeIsRefused() throws IOException {
    ObjectNode tree = tree();
    ((ObjectNode) tree.at("/cells/0")).put("correct", "990");
    Path file = save(tree);

    assertThatThrownBy(() -> ResultsJson.read(file))
        .isInstanceOf(ResultsException.class)
        .hasMessageStartingWith(file + ": at 'cells[0].correct': ");
  }

  @Test
  void whatIsNotJsonIsRefused() throws IOException {
    for (String text : List.of("", "{", "[]", "results", "{} {}")) {
      Path file = Files.writeString(directory.resolve("broken.json"), text);

      assertThatThrownBy(() -> ResultsJson.read(file))
          .isInstanceOf(ResultsException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = directory.resolve("none.json");

    assertThatThrownBy(() -> ResultsJson.read(file))
        .isInstanceOf(ResultsException.class)
        .hasMessage(file + ": there is no such file");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file")).resolve("results.json");

    assertThatThrownBy(() -> ResultsJson.write(Fixture.results(), file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write " + file);
  }

  private ObjectNode tree() throws IOException {
    Path file = directory.resolve("tree.json");
    ResultsJson.write(Fixture.results(), file);
    return (ObjectNode) JSON.readTree(file.toFile());
  }

  private Path save(JsonNode tree) throws IOException {
    Path file = directory.resolve("changed.json");
    JSON.writeValue(file.toFile(), tree);
    return file;
  }
}
