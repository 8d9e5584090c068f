package dev.gauntlet.leaderboard.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.gauntlet.leaderboard.Fixture;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private JsonNode definition;
  private JsonSchema schema;
  private JsonNode written;

  @BeforeEach
  void read() throws IOException {
    definition = JSON.readTree(Results.class.getResource("results.schema.json"));
    schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(definition);
    Path file = directory.resolve("results.json");
    ResultsJson.write(Fixture.results(), file);
    written = JSON.readTree(file.toFile());
  }

  @Test
  void theSchemaIsItselfValid() throws IOException {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(com.networknt.schema.SchemaLocation.of(definition.get("$schema").asText()));

    assertThat(meta.validate(definition)).isEmpty();
  }

  @Test
  void writtenResultsAreValid() {
    assertThat(schema.validate(written)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/schemaVersion | 2",
        "/run/seed | \"one\"",
        "/run/suiteSha256 | \"abc\"",
        "/run/pixels | \"int8\"",
        "/plugins/0/signedBy | \"\"",
        "/run/machine/cores | -1",
        "/dataset/images | 0",
        "/budget/norm | \"L9\"",
        "/budget/epsilon | -0.1",
        "/attacks/0/id | \"../pgd\"",
        "/attacks/0/targeted | \"no\"",
        "/attacks/0/rank | 0",
        "/attacks/0/normalized | 1.5",
        "/defenses/0/clean/low | -0.5",
        "/defenses/0/worstCase | 7",
        "/defenses/0/gradients | \"fine\"",
        "/defenses/0/gradients/status | \"good\"",
        "/defenses/0/gradients/bound | 2",
        "/defenses/0/checkpoint/origin | \"found\"",
        "/cells/0/status | \"skipped\"",
        "/cells/0/correct | 1.5",
        "/cells/0/error | 7",
        "/samples/0/clean | \"\"",
        "/warnings | \"none\""
      })
  void aChangedValueIsRefused(String pointer, String value) throws IOException {
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) written.at(pointer.substring(0, slash));
    parent.set(pointer.substring(slash + 1), JSON.readTree(value));

    assertThat(schema.validate(written))
        .extracting(ValidationMessage::getInstanceLocation)
        .extracting(Object::toString)
        .allMatch(where -> where.endsWith(pointer.substring(slash + 1)))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/run",
        "/run/machine",
        "/dataset",
        "/budget",
        "/plugins/0",
        "/attacks/0",
        "/defenses/0",
        "/defenses/0/clean",
        "/defenses/0/secondsPer100",
        "/defenses/0/gradients",
        "/defenses/0/checkpoint",
        "/cells/0",
        "/samples/0"
      })
  void everyFieldIsRequiredButThoseThatCameLater(String pointer) {
    ObjectNode node = (ObjectNode) written.at(pointer);
    Set<String> fields =
        node.properties().stream()
            .map(Map.Entry::getKey)
            .filter(
                field ->
                    !List.of("gradients", "queries", "signedBy", "unfinishedImages", "engineTest")
                        .contains(field))
            .collect(Collectors.toSet());
    for (String field : fields) {
      JsonNode value = node.remove(field);

      assertThat(schema.validate(written)).as(pointer + " without " + field).isNotEmpty();

      node.set(field, value);
    }
    assertThat(schema.validate(written)).isEmpty();
  }

  @Test
  void resultsFromBeforeGradientsWereCheckedAreValid() {
    for (JsonNode defense : written.get("defenses")) {
      ((ObjectNode) defense).remove("gradients");
    }

    assertThat(schema.validate(written)).isEmpty();
  }

  @Test
  void resultsFromBeforeQuestionsWereCountedAreValid() throws IOException {
    for (JsonNode cell : written.get("cells")) {
      ((ObjectNode) cell).remove("queries");
    }
    Path file = directory.resolve("earlier.json");
    JSON.writeValue(file.toFile(), written);

    assertThat(schema.validate(written)).isEmpty();
    assertThat(ResultsJson.read(file).cells()).isEqualTo(Fixture.results().cells());
  }

  @Test
  void resultsFromBeforeUnfinishedImagesWereCountedAreValid() throws IOException {
    for (JsonNode cell : written.get("cells")) {
      ((ObjectNode) cell).remove("unfinishedImages");
    }
    ObjectNode unattacked = (ObjectNode) written.at("/defenses/0");
    unattacked.put("raw", 0).put("possible", 0).put("normalized", 0);
    Path file = directory.resolve("earlier.json");
    JSON.writeValue(file.toFile(), written);

    assertThat(schema.validate(written)).isEmpty();
    Results earlier = ResultsJson.read(file);
    assertThat(earlier.cells()).isEqualTo(Fixture.results().cells());
    assertThat(earlier.defenses().get(0).worstCase()).as("the worst case over nothing").isNull();
    assertThat(earlier.defenses().get(1).worstCase()).isNotNull();
  }

  @Test
  void resultsFromBeforePluginsWereSignedAreValid() throws IOException {
    for (JsonNode plugin : written.get("plugins")) {
      ((ObjectNode) plugin).remove("signedBy");
    }
    Path file = directory.resolve("earlier.json");
    JSON.writeValue(file.toFile(), written);

    assertThat(schema.validate(written)).isEmpty();
    assertThat(ResultsJson.read(file).plugins()).allMatch(plugin -> plugin.signedBy() == null);
  }

  @Test
  void questionsAreThreeNumbersFromZero() throws IOException {
    ObjectNode cell = (ObjectNode) written.at("/cells/0");

    cell.set("queries", JSON.readTree("{\"mean\": 12.5, \"median\": 10, \"max\": 40}"));
    assertThat(schema.validate(written)).isEmpty();

    cell.set("queries", JSON.readTree("{\"mean\": 12.5, \"median\": -1, \"max\": 40}"));
    assertThat(schema.validate(written)).hasSize(1);

    cell.set("queries", JSON.readTree("{\"mean\": 12.5}"));
    assertThat(schema.validate(written)).hasSize(2);
  }

  @Test
  void theSchemaDescribesEveryFieldOfEveryRecord() {
    Stream.of(
            Run.class,
            Machine.class,
            DatasetInfo.class,
            BudgetInfo.class,
            PluginInfo.class,
            AttackResult.class,
            DefenseResult.class,
            Gradients.class,
            CheckpointInfo.class,
            Share.class,
            Seconds.class,
            Cell.class,
            Queries.class,
            Sample.class)
        .forEach(
            record ->
                assertThat(definition.at("/$defs/" + record.getSimpleName() + "/properties"))
                    .as(record.getSimpleName())
                    .isNotEmpty()
                    .extracting(JsonNode::getNodeType)
                    .hasSameSizeAs(record.getRecordComponents()));
    for (RecordComponent component : Results.class.getRecordComponents()) {
      assertThat(definition.at("/properties/" + component.getName()).isMissingNode()).isFalse();
    }
  }
}
