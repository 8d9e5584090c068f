package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.Revealing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dropped-in attack that may ask questions has nothing of what it asks in its process. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ConsultationIT {
  private static final DefenseEntry MEANS = DefenseEntry.of("nearest-mean");
  private static final Path SPSA = Path.of("../plugins/target/built-in/gauntlet-spsa-0.1.0.jar");

  @TempDir static Path folder;
  private static TestBench together;
  private static TestBench apart;

  @BeforeAll
  static void open() throws Exception {
    together = bench("together", true);
    apart = bench("apart", false);
  }

  @AfterAll
  static void close() {
    together.close();
    apart.close();
  }

  @Test
  void scoresFromAnotherProcessAreThoseOfTheModelItself() {
    assumeThat(SPSA).as("the built-in plugins, which the package phase makes").exists();
    AttackEntry attack = query("spsa", Map.of("steps", 3, "directions", 4), OptionalLong.of(50));
    Observations inside = run(together, MEANS, attack);
    Observations beside = run(apart, MEANS, attack);
    CellRecord cell = inside.cells().get(0);
    assertThat(cell.error()).isEmpty();
    assertThat(cell.perturbations()).anyMatch(perturbation -> perturbation.distance() > 0);
    assertThat(beside.cells().get(0).error()).isEmpty();
    assertThat(beside.cells().get(0).perturbations()).isEqualTo(cell.perturbations());
    assertThat(beside.cells().get(0).answers()).isEqualTo(cell.answers());
  }

  @Test
  void decisionsAndTheQuotaAreAsInOneProcess() {
    AttackEntry attack = query("revealing", Map.of("questions", 2), OptionalLong.of(5));
    EvaluationResult result =
        apart.run(apart.suite(List.of(MEANS), List.of(attack), TestBench.IMAGES), Listener.NONE);
    List<Answer> clean = result.observations().defenses().get(0).answers();
    PerturbedImages images = PerturbedImages.read(result.images().values().iterator().next());
    for (int i = 0; i < TestBench.IMAGES; i++) {
      assertThat(Math.round(images.image(i)[1] * 100)).isEqualTo(clean.get(i).predicted());
      assertThat(Math.round(images.image(i)[3] * 100)).isEqualTo(3);
    }
  }

  @Test
  void theModelIsNotOnTheAttacksDesk() {
    Map<String, Object> look = Map.of("deed", "spy", "target", "in/checkpoint-1");
    AttackEntry asking = query("saboteur", look, OptionalLong.of(5));
    assertThat(run(apart, MEANS, asking).cells().get(0).error().orElse(""))
        .doesNotContain("in/checkpoint-1");
    assertThat(run(together, MEANS, asking).cells().get(0).error().orElseThrow())
        .contains("found [in/checkpoint-1");
  }

  @Test
  void aDefenseThatFailsBesideIsToBlame() {
    DefenseEntry traitor = new DefenseEntry("traitor", "traitor", Map.of("answering", "halt"));
    AttackEntry attack = query("revealing", Map.of("questions", 1), OptionalLong.of(5));
    CellRecord cell = run(apart, traitor, attack).cells().get(0);
    assertThat(cell.error().orElseThrow()).contains("exit code 17");
    assertThat(cell.perturbations()).noneMatch(Perturbation::failed);
    assertThat(cell.answers()).allMatch(Answer::failed);
  }

  private static Observations run(TestBench bench, DefenseEntry defense, AttackEntry attack) {
    return bench
        .run(bench.suite(List.of(defense), List.of(attack), TestBench.IMAGES), Listener.NONE)
        .observations();
  }

  private static AttackEntry query(
      String attack, Map<String, Object> parameters, OptionalLong queries) {
    return new AttackEntry(
        attack, attack, Access.QUERY, parameters, List.of(), Optional.empty(), queries, true);
  }

  private static TestBench bench(String home, boolean builtIn) throws Exception {
    Path plugins = Files.createDirectories(folder.resolve(home + "-plugins"));
    if (Files.exists(SPSA)) {
      Files.copy(SPSA, plugins.resolve("spsa.jar"));
    }
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .with(TestBench.modelClass())
        .write(plugins.resolve("means.jar"));
    PluginJarMaker.plugin("revealing")
        .extension(Revealing.class)
        .write(plugins.resolve("revealing.jar"));
    TestBench.hostilePlugins(plugins);
    return new TestBench(
        folder.resolve(home),
        List.of(new PluginFolder(plugins, builtIn)),
        2,
        new IsolationChoice(System.getenv()).of("auto"),
        TestBench.LIMITS);
  }
}
