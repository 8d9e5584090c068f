package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.plan.GradientTask;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.publish.SourceGradients;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.SourceEntry;
import dev.gauntlet.harness.testplugins.Masked;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.toolkit.gradient.GradientReport.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of gradients, in real workers. */
class GradientIT {
  private static final DefenseEntry MEANS = DefenseEntry.of("nearest-mean");
  private static final DefenseEntry MASKED = DefenseEntry.of("masked");

  @TempDir static Path folder;
  private static TestBench bench;

  @BeforeAll
  static void open() throws Exception {
    Path plugins = TestBench.plugins(folder.resolve("plugins"));
    PluginJarMaker.plugin("masked")
        .extension(Masked.class)
        .with(Masked.Model.class)
        .with(NearestMean.class)
        .with(TestBench.modelClass())
        .write(plugins.resolve("masked.jar"));
    bench = new TestBench(folder.resolve("home"), plugins);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void gradientsThatLieAreFoundAndHonestOnesMatch() {
    EvaluationResult result = run(List.of(MEANS, MASKED), TestBench.whiteBoxStep());

    assertThat(of(result, "nearest-mean").report().orElseThrow().status())
        .isEqualTo(Status.MATCHES);
    assertThat(of(result, "masked").report().orElseThrow().status()).isEqualTo(Status.DIFFERS);
    assertThat(result.observations().cells())
        .as("a finding costs nobody a cell")
        .allSatisfy(cell -> assertThat(cell.error()).isEmpty());
  }

  @Test
  void aFindingIsKept() {
    run(List.of(MASKED), TestBench.whiteBoxStep());
    List<Event> events = Collections.synchronizedList(new ArrayList<>());

    EvaluationResult again =
        bench.run(bench.suite(List.of(MASKED), List.of(TestBench.whiteBoxStep())), events::add);

    assertThat(of(again, "masked").report().orElseThrow().status()).isEqualTo(Status.DIFFERS);
    assertThat(events).allMatch(event -> event instanceof Event.Finished done && done.cached());
  }

  @Test
  void aDefenseThatFailsInTheCheckCostsItsOwnMark() {
    EvaluationResult result =
        run(
            List.of(TestBench.hostileDefense("gradient"), MEANS),
            TestBench.hostile("noop", -1),
            TestBench.whiteBoxStep());

    assertThat(of(result, "hostile").error().orElseThrow()).contains("no gradient for you");
    assertThat(of(result, "nearest-mean").error()).isEmpty();
    assertThat(result.observations().cells())
        .filteredOn(cell -> cell.attack().equals("hostile-noop"))
        .allSatisfy(cell -> assertThat(cell.answers()).noneMatch(Answer::failed));
  }

  @Test
  void aDefenseWithoutGradientsHasNothingToCheck() {
    GradientResult result =
        of(run(List.of(TestBench.hostileDefense("none")), TestBench.whiteBoxStep()), "hostile");

    assertThat(result.report()).isEmpty();
    assertThat(result.error()).isEmpty();
  }

  @Test
  void aTransferAttackWhoseSourceLiesIsWarnedOf() {
    SourceEntry liar = new SourceEntry("masked", 1, Map.of());
    AttackEntry transfer =
        TestBench.step("transfer", Access.TRANSFER, List.of(liar), Optional.empty());
    Plan plan = bench.plan(bench.suite(List.of(MEANS), List.of(transfer)));

    List<String> warnings =
        SourceGradients.warnings(plan, new Evaluation(bench.bench, plan, Listener.NONE).run());

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("attack 'transfer'", "masked (means, mnist-mini, seed 1)", "an upper bound");
  }

  private static EvaluationResult run(List<DefenseEntry> defenses, AttackEntry... attacks) {
    return bench.run(bench.suite(defenses, List.of(attacks)), Listener.NONE);
  }

  private static GradientResult of(EvaluationResult result, String method) {
    GradientTask task =
        result.gradients().keySet().stream()
            .filter(check -> check.checkpoint().model().method().equals(method))
            .findFirst()
            .orElseThrow();
    return result.gradients().get(task);
  }
}
