package dev.gauntlet.leaderboard.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.gauntlet.leaderboard.AnalysisFixture;
import dev.gauntlet.leaderboard.results.ResultsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnalysisTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static Stream<Analysis> all() {
    return Stream.of(
        AnalysisFixture.surface(),
        AnalysisFixture.rejection(),
        AnalysisFixture.layers(),
        AnalysisFixture.convergence());
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsWrittenIsValidAndReadBack(Analysis analysis) throws IOException {
    AnalysisFiles files = AnalysisFiles.in(folder.resolve("new"));

    files.write(analysis);

    assertThat(schema().validate(JSON.readTree(files.json(analysis.kind()).toFile()))).isEmpty();
    assertThat(files.read()).containsExactly(analysis);
    assertThat(files.folder().toFile().list()).containsExactly(analysis.kind() + ".json");
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(JSON.readTree(Analysis.class.getResource("analysis.schema.json")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rejection | /schemaVersion | 2 | 'schemaVersion' is 2, this version reads 1",
        "rejection | /kind | \"../x\" | an id has only a-z, 0-9 and '-'",
        "rejection | /title | null | 'title' is missing",
        "rejection | /figures | [] | 'figures' is empty",
        "rejection | /figures/0/type | \"pie\" | 'pie'",
        "rejection | /figures/0/lines | [] | 'lines' is empty",
        "rejection | /figures/0/lines/0/colour | 9 | 'colour' is 9, expected 1 to 6",
        "rejection | /figures/0/lines/0/y | [1] | has 2 x and 1 y",
        "rejection | /figures/0/lines/0/y | [1, null] | 'y' has null, expected a finite number",
        "rejection | /table/rows | [[\"1\"]] | rows of different lengths: [1, 2]",
        "loss-surface | /figures/0/xs | [1, 1] | 'xs' must rise",
        "loss-surface | /figures/0/ys | [1] | 'ys' has fewer than two numbers",
        "loss-surface | /figures/0/values | [[1]] | 'values' must be 21 rows of 21 numbers",
      })
  void whatCannotBeIsRefusedByName(String kind, String pointer, String value, String message)
      throws IOException {
    AnalysisFiles files = AnalysisFiles.in(folder);
    files.write(kind.equals("rejection") ? AnalysisFixture.rejection() : AnalysisFixture.surface());
    Path file = files.json(kind);
    JsonNode written = JSON.readTree(file.toFile());
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = written.at(pointer.substring(0, slash));
    ((ObjectNode) parent).set(pointer.substring(slash + 1), JSON.readTree(value));
    JSON.writeValue(file.toFile(), written);

    assertThatThrownBy(files::read)
        .isInstanceOf(ResultsException.class)
        .hasMessageStartingWith(file + " is no analysis: ")
        .hasMessageContaining(message)
        .hasMessageEndingWith("; delete it, or make it again");
  }

  @Test
  void aFileUnderAnotherNameIsRefused() throws IOException {
    AnalysisFiles files = AnalysisFiles.in(folder);
    files.write(AnalysisFixture.rejection());
    Files.move(files.json("rejection"), files.json("layers"));

    assertThatThrownBy(files::read).hasMessageContaining("'kind' is 'rejection'");
  }

  @Test
  void whereThereIsNoFolderThereAreNone() {
    assertThat(AnalysisFiles.of(folder, "pure-pgd").read()).isEqualTo(List.of());
  }
}
