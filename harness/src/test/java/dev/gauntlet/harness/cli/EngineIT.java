package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gauntlet.engines.Remedy;
import dev.gauntlet.harness.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines on this machine, as the launcher's processes find them: without this build's remedies.
 */
@DisabledOnOs(OS.WINDOWS)
class EngineIT {
  private static final Path DISTRIBUTION = Path.of("target/gauntlet").toAbsolutePath();
  private static final String RIGHT = "\\d+ operations and their gradients right";

  @TempDir private Path folder;
  private final Map<String, String> environment = new TreeMap<>(System.getenv());

  @BeforeAll
  static void thereIsADistribution() {
    assumeThat(DISTRIBUTION.resolve("VERSION"))
        .as("the distribution, which the package phase assembles")
        .exists();
  }

  private record Outcome(int exit, String out, String err) {}

  private Outcome harness(String... arguments) throws IOException, InterruptedException {
    environment.keySet().removeAll(Remedy.variables());
    environment.put("GAUNTLET_HOME", folder.resolve("home").toString());
    List<String> command = new ArrayList<>(List.of(DISTRIBUTION.resolve("bin/harness").toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Outcome(builder.start().waitFor(), Files.readString(out), Files.readString(err));
  }

  private Path suite() throws IOException {
    return Files.writeString(
        folder.resolve("tiny.yaml"),
        """
        title: Tiny
        dataset: mnist-mini
        limit: 20
        batch: 20
        budget: {norm: linf, epsilon: 0.3}
        defenses: [undefended]
        attacks:
          - attack: fgsm
            access: white-box
        """,
        StandardCharsets.UTF_8);
  }

  @Test
  void doctorSaysWhatWasTestedAndWhatIsDone() throws Exception {
    Outcome outcome = harness("doctor");

    assertThat(outcome.out())
        .containsPattern("engine mxnet +\\S+ \\(DJL \\S+\\), tested \\S+")
        .containsPattern("engine pytorch +\\S+ \\(DJL \\S+\\), tested \\S+")
        .containsPattern(RIGHT);
    assertThat(outcome.exit()).as(outcome.out()).isZero();
  }

  @Test
  void resultsSayWhatTheTestFoundAndWorkersHaveTheRemedy() throws Exception {
    Outcome outcome =
        harness("evaluate", "--suite", suite().toString(), "--engine", "pytorch", "--workers", "1");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    Path results = folder.resolve("runs/latest/results.json");
    JsonNode run = Json.mapper().readTree(results.toFile()).get("run");
    JsonNode test = run.get("engineTest");
    assertThat(test.get("summary").asText()).containsPattern(RIGHT);
    assertThat(test.get("wrong").asInt() == 0)
        .as("a remedy where, and only where, the engine is wrong without: " + test)
        .isEqualTo(test.get("remedy").isEmpty());
    assertThat(Json.mapper().readTree(results.toFile()).at("/defenses/0/gradients/status").asText())
        .as("the defense is not blamed for the engine")
        .isEqualTo("matches");
  }

  @Test
  void anEngineThatCannotStartEndsTheRunInOneLineWithoutAPage() throws Exception {
    // No folder can be made in a file.
    Path file = Files.writeString(folder.resolve("file"), "");
    environment.put("ENGINE_CACHE_DIR", file.toString());
    environment.put("DJL_CACHE_DIR", file.toString());

    Outcome outcome = harness("evaluate", "--suite", suite().toString(), "--workers", "1");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().lines().filter(line -> line.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains("does not start: ");
    assertThat(outcome.err()).doesNotContain("\tat ");
    try (var files = Files.walk(folder)) {
      assertThat(files).noneMatch(path -> path.endsWith("index.html"));
    }
  }
}
