package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.TeamKey;
import dev.gauntlet.harness.cli.CommandLineTrial.Outcome;
import dev.gauntlet.harness.publish.LatestRun;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.HostileAttack;
import dev.gauntlet.harness.testplugins.Masked;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.Gradients;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A competition from start to finish: real workers, real images, one installation for all. */
@TestMethodOrder(OrderAnnotation.class)
class EvaluateIT {
  @TempDir private static Path folder;
  private static CommandLineTrial trial;
  private static Path suite;

  @BeforeAll
  static void dropPluginsIn() throws Exception {
    trial = new CommandLineTrial(folder);
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .with(Class.forName("dev.gauntlet.harness.testplugins.NearestMeanModel"))
        .write(trial.dropIns().resolve("means.jar"));
    PluginJarMaker.plugin("step")
        .extension(GradientStep.class)
        .write(trial.dropIns().resolve("step.jar"));
    suite =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            limit: 40
            batch: 20
            budget: {norm: linf, epsilon: 0.3}
            training: {architecture: means}
            attacks:
              - {id: half-step, attack: gradient-step, access: white-box, parameters: {share: 1/2}}
            """);
  }

  @Test
  @Order(1)
  void everyAttackMeetsEveryDefenseAndTheRunIsPublished() throws IOException {
    Outcome outcome = evaluate("--all");

    assertThat(outcome.err()).contains("[5/5]").doesNotContain("error", "warning");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .containsPattern("RANK +DEFENSE +NORMALIZED +CLEAN +WORST CASE")
        .containsPattern(" 1 +nearest-mean ")
        .contains("1 attack on 1 defense, 40 images of mnist-mini; 5 tasks, 0 of them known")
        .contains("overhead of the harness")
        .contains("site/index.html");
    Path run = LatestRun.in(trial.runs);
    assertThat(run.resolve("site/index.html")).content().contains("nearest-mean");
    assertThat(run.resolve("suite.yaml")).hasSameTextualContentAs(suite);
    assertThat(run.resolve("log.txt")).content().contains("train nearest-mean");
    Results results = ResultsJson.read(run.resolve("results.json"));
    assertThat(results.run().command()).startsWith("harness evaluate --suite");
    assertThat(results.run().workers()).isEqualTo(2);
    assertThat(results.plugins()).extracting("id").containsExactly("means", "step");
    assertThat(results.defenses().get(0).checkpoint().provenance()).containsKey("seed");
    assertThat(results.cells().get(0).status()).isEqualTo(Cell.Status.OK);
    assertThat(results.samples()).hasSize(4);
    assertThat(results.defenses().get(0).gradients().status()).isEqualTo(Gradients.Status.MATCHES);
    assertThat(outcome.out()).doesNotContain("gradients");
  }

  @Test
  @Order(2)
  void theSameAgainIsKnown() {
    Outcome outcome = evaluate("--all");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("5 tasks, 5 of them known from earlier runs");
  }

  @Test
  @Order(3)
  void oneMoreAttackCostsItsOwnRowOnlyAndAFailureIsPublished() throws IOException {
    PluginJarMaker.plugin("hostile")
        .extension(HostileAttack.class)
        .write(trial.dropIns().resolve("hostile.jar"));
    Files.writeString(
        suite,
        Files.readString(suite)
            + "  - {id: broken, attack: hostile, access: none, parameters: {how: throw}}\n");

    Outcome outcome = evaluate();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out())
        // The failed attack leaves clean images, and what the defense says of those is known.
        .contains("7 tasks, 6 of them known")
        .containsPattern(
            "failed, wholly or on some images: nearest-mean under broken \\(40 images unfinished\\): .+")
        .containsPattern("1 +nearest-mean +[0-9.]+ % +[0-9.]+ % +<= [0-9.]+ %");
    Results results = ResultsJson.read(LatestRun.in(trial.runs).resolve("results.json"));
    assertThat(results.cells()).extracting(Cell::status).contains(Cell.Status.FAILED);
    assertThat(evaluate("--attacks", "broken").out())
        .as("no worst case over nothing")
        .containsPattern("- +nearest-mean +- +[0-9.]+ % +- ");
  }

  @Test
  @Order(4)
  void resultsCanBePrintedAsJson() throws IOException {
    Outcome outcome = evaluate("--attacks", "half-step", "--json", "--seed", "5");

    assertThat(outcome.exit()).isZero();
    Path copy = Files.writeString(folder.resolve("copy.json"), outcome.out());
    Results results = ResultsJson.read(copy);
    assertThat(results.run().seed()).isEqualTo(5);
    assertThat(results.attacks()).extracting("id").containsExactly("half-step");
    assertThat(outcome.err()).contains("leaderboard: ");
  }

  @Test
  @Order(5)
  void theNetworkCanBeAnotherThanTheSuites() {
    Outcome outcome = evaluate("--architecture", "lenet");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("'nearest-mean' does not support the architecture 'lenet'; it supports means");
  }

  @Test
  @Order(6)
  void pagesCanBeBuiltAgainFromTheResults() {
    Path out = folder.resolve("public");
    Path run = LatestRun.in(trial.runs);

    Outcome outcome =
        trial.run(
            "leaderboard",
            "build",
            run.resolve("results.json").toString(),
            "--out",
            out.toString());

    assertThat(outcome.exit()).isZero();
    assertThat(out.resolve("index.html")).isNotEmptyFile();
  }

  @Test
  @Order(7)
  void whatIsInstalledCanBeListedAndDescribed() {
    assertThat(trial.run("plugins", "list").out())
        .containsPattern("nearest-mean +defense +Nearest mean")
        .containsPattern("gradient-step +attack +Gradient step +gradients +step");
    assertThat(trial.run("plugins", "info", "gradient-step").out())
        .contains("Of epsilon that the step takes.")
        .contains("Gauntlet's own tests");
    assertThat(trial.run("plugins", "info", "gradient-stop").err())
        .contains("did you mean 'gradient-step'?");
  }

  @Test
  @Order(8)
  void whatWasComputedCanBeListedCheckedAndRemoved() throws IOException {
    assertThat(trial.run("store", "list").out())
        .containsPattern("checkpoint .* nearest-mean")
        .containsPattern("images .* gradient-step");
    assertThat(trial.run("store", "verify").out()).isEqualTo("0 damaged files found\n");
    Outcome removed = trial.run("store", "gc", "--max-size", "0k");
    assertThat(removed.exit()).isZero();
    assertThat(trial.run("store", "list").out()).endsWith("0 entries, 0 B\n");
  }

  @Test
  @Order(9)
  void aTrainingLeavesACheckpointWhereItIsWanted() {
    Path out = folder.resolve("checkpoint");

    Outcome outcome =
        trial.run(
            "train",
            "nearest-mean",
            "--architecture",
            "means",
            "--parameters",
            "shrink=1/2,steps=2",
            "--out",
            out.toString());

    assertThat(outcome.err()).contains("[1/1] train nearest-mean");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).isEqualTo(out + "\n");
    assertThat(out.resolve("model.json")).content().contains("\"shrink\" : 0.5");
    assertThat(out.resolve("provenance.json")).isNotEmptyFile();
  }

  @Test
  @Order(10)
  void aDefenseWhoseGradientsLieIsMarkedEverywhere() throws Exception {
    PluginJarMaker.plugin("masked")
        .extension(Masked.class)
        .with(Masked.Model.class)
        .with(NearestMean.class)
        .with(Class.forName("dev.gauntlet.harness.testplugins.NearestMeanModel"))
        .write(trial.dropIns().resolve("masked.jar"));

    Outcome outcome = evaluate("--defenses", "masked,nearest-mean", "--attacks", "half-step");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .containsOnlyOnce("gradients do not match")
        .contains(
            "warning: masked: gradients do not match the function: white-box numbers are an upper bound");
    Path run = LatestRun.in(trial.runs);
    Results results = ResultsJson.read(run.resolve("results.json"));
    assertThat(results.defenses())
        .filteredOn(defense -> defense.id().equals("masked"))
        .singleElement()
        .satisfies(
            masked -> {
              assertThat(masked.gradients().status()).isEqualTo(Gradients.Status.DIFFERS);
              assertThat(masked.gradients().medianError()).isGreaterThan(1.5);
            });
    for (String page : List.of("site/index.html", "site/defenses/masked.html")) {
      assertThat(run.resolve(page)).content().contains(Gradients.MISMATCH);
    }
    assertThat(run.resolve("site/defenses/nearest-mean.html"))
        .content()
        .contains("Gradients match the function")
        .doesNotContain(Gradients.MISMATCH);
  }

  @Test
  @Order(11)
  void aSuiteThatTrustsKeysTakesSignedJarsOnlyAndSaysWhoseTheyAre() throws Exception {
    TeamKey.assumeTools();
    TeamKey.make(folder, "team", "CN=\"Team <One>\"")
        .sign(trial.dropIns().resolve("step.jar"), "TEAM");
    TeamKey.make(folder, "other", "CN=Other").sign(trial.dropIns().resolve("means.jar"), "OTHER");
    Files.writeString(suite, "trusted-keys: [team.pem, other.pem]\n" + Files.readString(suite));

    Outcome refused = evaluate("--attacks", "half-step");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains(trial.dropIns().resolve("hostile.jar") + " may not take part");

    Files.delete(trial.dropIns().resolve("hostile.jar"));
    Files.delete(trial.dropIns().resolve("masked.jar"));
    Files.writeString(suite, Files.readString(suite).replaceAll(".*attack: hostile.*\n", ""));
    assertThat(evaluate().exit()).isZero();

    Path run = LatestRun.in(trial.runs);
    assertThat(ResultsJson.read(run.resolve("results.json")).plugins())
        .extracting("signedBy")
        .containsExactly("CN=Other", "CN=Team \\<One\\>");
    assertThat(run.resolve("site/run.html"))
        .content()
        .contains("signed by CN=Other", "signed by CN=Team \\&lt;One\\&gt;");
  }

  private static Outcome evaluate(String... more) {
    String[] args = new String[more.length + 7];
    args[0] = "evaluate";
    args[1] = "--suite";
    args[2] = suite.toString();
    args[3] = "--out";
    args[4] = trial.runs.toString();
    // Nothing to be measured here.
    args[5] = "--workers";
    args[6] = "2";
    System.arraycopy(more, 0, args, 7, more.length);
    return trial.run(args);
  }
}
