package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.publish.RepeatedQuestions;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.SlowShift;
import dev.gauntlet.harness.testplugins.Tied;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is said to answer otherwise when asked again, in real workers. */
class RepeatedQuestionsIT {
  @TempDir static Path folder;
  private static List<DefenseEntry> defenses;
  private static List<String> warnings;
  private static List<String> known;

  @BeforeAll
  static void run() throws Exception {
    Path plugins = folder.resolve("plugins");
    PluginJarMaker.plugin("tied")
        .extension(Tied.class)
        .with(Tied.Model.class)
        .with(NearestMean.class)
        .with(TestBench.modelClass())
        .write(plugins.resolve("tied.jar"));
    PluginJarMaker.plugin("slow").extension(SlowShift.class).write(plugins.resolve("slow.jar"));
    defenses = new ArrayList<>();
    for (String how : List.of("size", "call", "draw", "all-tie", "die")) {
      for (boolean scores : new boolean[] {true, false}) {
        defenses.add(
            new DefenseEntry(
                how + (scores ? "" : "-labels-only"),
                "tied",
                Map.of("how", how, "scores", scores)));
      }
    }
    try (TestBench bench = new TestBench(folder.resolve("home"), plugins, 1)) {
      Plan plan = bench.plan(bench.suite(defenses, List.of(TestBench.slow(0)), TestBench.IMAGES));
      warnings = warnings(bench, plan);
      known = warnings(bench, plan);
    }
  }

  private static List<String> warnings(TestBench bench, Plan plan) {
    return RepeatedQuestions.warnings(plan, new Evaluation(bench.bench, plan, Listener.NONE).run());
  }

  @Test
  void roundingInABatchOfAnotherSizeIsNoAccusation() {
    assertThat(warnings).noneMatch(warning -> warning.startsWith("defense 'size"));
  }

  @Test
  void norIsATieInTheLogitsOfTheSameBatch() {
    assertThat(warnings).noneMatch(warning -> warning.startsWith("defense 'call' "));
  }

  @Test
  void whoAnswersOtherwiseIsNamedWithItsLogitsAndWithout() {
    assertThat(warnings)
        .anyMatch(warning -> warning.startsWith("defense 'draw' answered otherwise on 2 of 120 "))
        .anyMatch(warning -> warning.startsWith("defense 'draw-labels-only' answered otherwise on"))
        .anyMatch(
            warning -> warning.startsWith("defense 'call-labels-only' answered otherwise on"));
  }

  @Test
  void logitsThatAlwaysTieHideNothing() {
    assertThat(warnings)
        .anyMatch(warning -> warning.startsWith("defense 'all-tie' answered otherwise on 120 of"))
        .anyMatch(
            warning -> warning.startsWith("defense 'all-tie-labels-only' answered otherwise"));
  }

  @Test
  void norDoesFailingWhenAskedAgain() {
    assertThat(warnings)
        .anyMatch(warning -> warning.startsWith("defense 'die' answered otherwise"));
  }

  @Test
  void whatWasSettledIsKept() {
    assertThat(known).isEqualTo(warnings).hasSize(7);
  }
}
