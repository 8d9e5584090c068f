package dev.gauntlet.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines of this distribution, in processes of their own, on whatever machine this is. */
class ThisMachineTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"MXNet", "PyTorch"})
  void anEngineIsRightAsItIsOrWithARemedy(String engine) {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeAll(Remedy.variables());
    Verdict verdict =
        new EngineTrust(process(engine, environment), new Verdicts(folder), tested -> {})
            .verdict(
                () ->
                    Subject.here(
                        engine,
                        EngineVersion.of(engine).orElseThrow().toString(),
                        "cpu",
                        1,
                        EngineCache.folder(environment),
                        environment));

    assertThat(verdict.passed()).as(verdict.words()).isPresent();
    assertThat(verdict.first().report().operations()).isEqualTo(KnownAnswers.all().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"MXNet", "PyTorch"})
  void aLibraryThatCannotBeUnpackedIsReportedInOneLine(String engine) throws IOException {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    // No folder can be made in a file.
    Path file = Files.writeString(folder.resolve("file"), "");
    environment.put("ENGINE_CACHE_DIR", file.toString());
    environment.put("DJL_CACHE_DIR", file.toString());

    assertThat(process(engine, environment).test(Map.of(), 1).failure().orElseThrow())
        .startsWith("does not start: ")
        .doesNotContain("\n");
  }

  private static ForkedEngine process(String engine, Map<String, String> environment) {
    return new ForkedEngine(
        engine,
        "cpu",
        threads -> environment,
        threads ->
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")),
        LIMIT);
  }
}
