package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.cli.CommandLineTrial.Outcome;
import dev.gauntlet.harness.publish.LatestRun;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.Showing;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.AnalysisFiles;
import dev.gauntlet.leaderboard.analysis.Lines;
import dev.gauntlet.leaderboard.analysis.Surface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All analyses of a run's defenses from the command line, with real workers. */
@TestMethodOrder(OrderAnnotation.class)
class AnalyzeIT {
  private static final int IMAGES = 20;

  @TempDir private static Path folder;
  private static CommandLineTrial trial;
  private static Path suite;
  private static Path run;

  @BeforeAll
  static void evaluate() throws Exception {
    trial = new CommandLineTrial(folder);
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .extension(Showing.class)
        .with(Showing.Model.class)
        .with(Class.forName("dev.gauntlet.harness.testplugins.NearestMeanModel"))
        .write(trial.dropIns().resolve("means.jar"));
    PluginJarMaker.plugin("step")
        .extension(GradientStep.class)
        .write(trial.dropIns().resolve("step.jar"));
    suite =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            limit: 20
            budget: {norm: linf, epsilon: 0.3}
            training: {architecture: means}
            attacks:
              - {id: step, attack: gradient-step, access: white-box}
            """);
    run = published();
  }

  private static Path published() {
    Outcome outcome =
        trial.run(
            "evaluate",
            "--suite",
            suite.toString(),
            "--out",
            trial.runs.toString(),
            "--workers",
            "1");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return LatestRun.in(trial.runs);
  }

  @Test
  @Order(1)
  void theLossIsLookedAtAroundTheImages() throws IOException {
    Outcome outcome =
        analyze("loss-surface", "nearest-mean", "--points", "5", "--run", run.toString());

    assertThat(outcome.err()).doesNotContain("error", "warning");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .containsPattern(
            "Loss surface of nearest-mean: Mean cross-entropy: [0-9.]+ on the clean images, [0-9.]+ at a = 0.3")
        .contains("defenses/nearest-mean.html#analysis-loss-surface");
    Analysis analysis = only("nearest-mean");
    Surface surface = (Surface) analysis.figures().get(0);
    assertThat(surface.xs()).containsExactly(-0.3, -0.15, 0.0, 0.15, 0.3);
    double clean = surface.values().get(2).get(2);
    assertThat(surface.values().get(2).get(4)).isGreaterThan(clean);
    assertThat(surface.values().get(2).get(0)).isLessThan(surface.values().get(2).get(4));
    assertThat(analysis.caption())
        .contains(
            "the first 20 test images of mnist-mini",
            "gradient-step (share 1.0), white-box, L∞ 0.3",
            "nearest-mean (means, mnist-mini, seed 1)");
    assertThat(csv("nearest-mean", "loss-surface"))
        .hasSize(1 + 25)
        .startsWith("a (pixel units),b (pixel units),mean cross-entropy (nats)")
        .contains("0.0,0.0," + clean);
  }

  @Test
  @Order(2)
  void aDetectorIsSweptOverItsThresholds() throws IOException {
    Outcome outcome = analyze("rejection", "showing", "--run", run.toString());

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("Rejection of showing: At its own threshold 0.2 it is right");
    Lines figure = (Lines) only("showing").figures().get(0);
    assertThat(figure.lines().get(0).name()).isEqualTo("no rejection");
    assertThat(figure.lines().get(0).dashed()).isTrue();
    assertThat(figure.lines())
        .extracting(Lines.Line::name)
        .contains("t = 0.2")
        .hasSizeBetween(3, 6);
    Lines.Line plain = figure.lines().get(0);
    for (Lines.Line line : figure.lines()) {
      assertThat(line.y().get(0)).isLessThanOrEqualTo(plain.y().get(0));
      assertThat(line.y().get(1)).isGreaterThanOrEqualTo(plain.y().get(1));
    }
    List<String> rows = csv("showing", "rejection");
    assertThat(rows).hasSize(1 + (figure.lines().size() - 1) * 21);
    assertThat(rows.get(0)).startsWith("threshold (score),rho (share attacked),accuracy (share)");

    Outcome chosen =
        analyze(
            "rejection",
            "showing",
            "--thresholds",
            "0.1,0.3",
            "--out",
            folder.resolve("chosen").toString());
    assertThat(chosen.exit()).isZero();
    assertThat(AnalysisFiles.in(folder.resolve("chosen")).read().get(0).table().rows())
        .extracting(row -> row.get(0))
        .containsExactly("0.1", "0.2", "0.3", "no rejection");
  }

  @Test
  @Order(3)
  void layersAreComparedWithAndWithoutWhatStandsBeforeThem() throws IOException {
    Outcome outcome = analyze("layers", "showing", "--run", run.toString());

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("without what the defense puts before its classifier, by");
    Analysis analysis =
        AnalysisFiles.of(run, "showing").read().stream()
            .filter(one -> one.kind().equals("layers"))
            .findFirst()
            .orElseThrow();
    Lines figure = (Lines) analysis.figures().get(0);
    assertThat(figure.x().names()).containsExactly("image", "logits");
    assertThat(figure.lines())
        .extracting(Lines.Line::name)
        .containsExactly("gradient-step", "sign noise", "gradient-step, bare", "sign noise, bare");
    assertThat(analysis.caption()).contains("oblivious");
    assertThat(csv("showing", "layers"))
        .hasSize(1 + 2)
        .anyMatch(row -> row.startsWith("showing,0,image,"));
  }

  @Test
  @Order(4)
  void trainingsAreComparedByWhatTheirCheckpointsTell() throws IOException {
    Outcome outcome =
        trial.run(
            "analyze",
            "convergence",
            "showing",
            "--architecture",
            "means",
            "--run",
            run.toString());

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains(
            "Convergence of showing: showing after epoch 2: clean accuracy 80.00 %, robust accuracy not measured.");
    assertThat(csv("showing", "convergence"))
        .containsExactly(
            "defense,epoch,clean accuracy held out (share),robust accuracy held out (share)",
            "showing,1,0.7,0.1",
            "showing,2,0.8,");
  }

  @Test
  @Order(5)
  void theirPagesShowThemAndALaterRunTakesThemOver() throws IOException {
    Path later = published();

    assertThat(later).isNotEqualTo(run);
    for (Path one : List.of(run, later)) {
      assertThat(one.resolve("site/defenses/showing.html"))
          .content()
          .contains(
              "id=\"analysis-convergence\"", "id=\"analysis-layers\"", "id=\"analysis-rejection\"");
      assertThat(one.resolve("site/defenses/nearest-mean.html"))
          .content()
          .contains("id=\"analysis-loss-surface\"")
          .doesNotContain("id=\"analysis-layers\"");
      assertThat(one.resolve("site/analyses/showing/layers.svg")).isNotEmptyFile();
    }
    assertThat(later.resolve("analyses/showing/layers.csv"))
        .hasSameBinaryContentAs(run.resolve("analyses/showing/layers.csv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss-surface | nearest-men | unknown defense 'nearest-men'; did you mean 'nearest-mean'?",
        "loss-surface | nearest-mean --points 4 | --points must be odd and at least 3",
        "loss-surface | nearest-mean --radius much | --radius is a number above 0 and up to 1",
        "loss-surface | nearest-mean --attack gradient-stop | unknown attack 'gradient-stop'",
        "loss-surface | nearest-mean --seed 2@ | Invalid value for option '--seed'",
        "rejection | nearest-mean | 'nearest-mean' has no detector: it rejects nothing",
        "rejection | showing --thresholds 2 | --thresholds are scores from 0 to 1, got 2.0",
        "layers | nearest-mean | 'nearest-mean' does not show its layers",
        "convergence | nearest-mean | carries no curve",
        "convergence | nearest-mean@7 | is not trained yet: 'harness train nearest-mean --seed 7",
        "convergence | showing --run . --out x | give --run or --out, not both",
        "convergence | showing --run nowhere | --run nowhere is no run: it has no results.json",
      })
  void whatCannotBeShownIsSaid(String kind, String arguments, String message) {
    List<String> args = new ArrayList<>(List.of("analyze", kind));
    args.addAll(List.of(arguments.split(" ")));
    args.addAll(List.of("--architecture", "means"));
    if (!kind.equals("convergence")) {
      args.addAll(List.of("--limit", "" + IMAGES));
      if (!args.contains("--attack")) {
        args.addAll(List.of("--attack", "gradient-step"));
      }
    }

    Outcome outcome = trial.run(args.toArray(String[]::new));

    assertThat(outcome.err()).contains("error: ").contains(message);
    assertThat(outcome.exit()).isEqualTo(2);
  }

  @Test
  void aRunWithoutTheModelShowsNoneOfIt() {
    Outcome outcome =
        trial.run(
            "analyze",
            "loss-surface",
            "nearest-mean@2",
            "--architecture",
            "means",
            "--attack",
            "gradient-step",
            "--limit",
            "5",
            "--points",
            "3",
            "--run",
            run.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("has no defense that is the same model of 'nearest-mean' on mnist-mini");
  }

  private static Outcome analyze(String kind, String defense, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "analyze",
                kind,
                defense,
                "--architecture",
                "means",
                "--attack",
                "gradient-step",
                "--limit",
                "" + IMAGES));
    args.addAll(List.of(more));
    return trial.run(args.toArray(String[]::new));
  }

  private static Analysis only(String defense) {
    List<Analysis> analyses = AnalysisFiles.of(run, defense).read();
    assertThat(analyses).hasSize(1);
    return analyses.get(0);
  }

  private static List<String> csv(String defense, String kind) throws IOException {
    return Files.readAllLines(AnalysisFiles.of(run, defense).csv(kind));
  }
}
