package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.cli.CommandLineTrial.Outcome;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.testplugins.Deeds;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.HostileAttack;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.Reporter;
import dev.gauntlet.harness.testplugins.Revealing;
import dev.gauntlet.harness.testplugins.Saboteur;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One attack on one defense from the command line, with real workers. */
class AttackIT {
  private static final int IMAGES = 40;

  @TempDir private static Path folder;
  private static CommandLineTrial trial;

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
    PluginJarMaker.plugin("revealing")
        .extension(Revealing.class)
        .write(trial.dropIns().resolve("revealing.jar"));
    PluginJarMaker.plugin("hostile")
        .extension(HostileAttack.class)
        .write(trial.dropIns().resolve("hostile.jar"));
    PluginJarMaker.plugin("reporter")
        .extension(Reporter.class)
        .with(GradientStep.class)
        .with(Saboteur.class)
        .with(Deeds.class)
        .write(trial.dropIns().resolve("reporter.jar"));
  }

  @Test
  void saysWhatTheAttackDidAndLeavesPicturesAndArrays() throws IOException {
    Path out = folder.resolve("step");

    Outcome outcome = attack("gradient-step", out, "--epsilon", "0.2", "-p", "share=1/2");

    assertThat(outcome.err()).doesNotContain("error", "warning");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("gradient-step on nearest-mean (means, mnist-mini, seed 1): white-box, linf 0.2")
        .containsPattern("accuracy before +[0-9.]+ % \\([0-9]+ of 40\\)")
        .containsPattern("success +[0-9.]+ % \\([0-9]+ of [0-9]+\\) of the images that were right")
        .containsPattern("over budget +0 images, clipped")
        .containsPattern("queries +none asked")
        .containsPattern("linf +0\\.1000 +0\\.1000 +0\\.1000");
    JsonNode report = Json.read(out.resolve("report.json"), JsonNode.class);
    agreesWithTheArrays(report, out.resolve("images.npz"));
    BufferedImage sheet = ImageIO.read(out.resolve("sheet.png").toFile());
    assertThat(sheet.getWidth()).isGreaterThan(1000);
    assertThat(sheet.getHeight()).isGreaterThan(10 * 112);
  }

  /** The figures, computed again from nothing but the arrays and the classifier's accuracy. */
  private static void agreesWithTheArrays(JsonNode report, Path file) throws IOException {
    NDList arrays = Npz.read(file);
    assertThat(arrays)
        .extracting(array -> array.getName())
        .containsExactly("clean", "perturbed", "labels", "predictions");
    float[] clean = arrays.get("clean").toFloatArray();
    float[] perturbed = arrays.get("perturbed").toFloatArray();
    long[] labels = arrays.get("labels").toLongArray();
    long[] predictions = arrays.get("predictions").toLongArray();
    assertThat(arrays.get("clean").getShape().getShape()).containsExactly(IMAGES, 1, 28, 28);
    long right = 0;
    List<Double> lengths = new ArrayList<>();
    int size = clean.length / IMAGES;
    for (int i = 0; i < IMAGES; i++) {
      right += labels[i] == predictions[i] ? 1 : 0;
      double squares = 0;
      for (int j = i * size; j < (i + 1) * size; j++) {
        squares += Math.pow((double) perturbed[j] - clean[j], 2);
      }
      lengths.add(Math.sqrt(squares));
    }
    assertThat(report.at("/after/correct").asLong()).isEqualTo(right);
    assertThat(report.at("/cell/misclassified").asLong()).isEqualTo(IMAGES - right);
    assertThat(report.at("/success/total").asLong())
        .isEqualTo(report.at("/before/correct").asLong());
    assertThat(report.at("/success/correct").asLong())
        .isPositive()
        .isBetween(
            report.at("/before/correct").asLong() - right, report.at("/before/correct").asLong());
    assertThat(lengths)
        .anySatisfy(
            length ->
                assertThat(length)
                    .isCloseTo(report.at("/distances/l2/max").asDouble(), within(1e-6)));
    assertThat(report.at("/distances/l0/mean").asDouble()).isBetween(1.0, 784.0);
  }

  @Test
  void theSameAgainIsKnownToTheEvaluation() {
    Path out = folder.resolve("again");
    attack("gradient-step", out, "-p", "share=0.4");

    Outcome again = attack("gradient-step", out, "-p", "share=0.4");

    assertThat(again.exit()).isZero();
    assertThat(again.err()).doesNotContain("train nearest-mean (means, mnist-mini, seed 1)  ");
    assertThat(again.err().lines().filter(line -> line.contains("known")).count())
        .isEqualTo(again.err().lines().filter(line -> line.startsWith("[")).count());
  }

  @Test
  void aTargetedRunCountsHitsAndMistakes() {
    Path out = folder.resolve("targeted");

    Outcome outcome = attack("gradient-step", out, "--targets", "least-likely");

    assertThat(outcome.exit()).isZero();
    JsonNode report = Json.read(out.resolve("report.json"), JsonNode.class);
    assertThat(report.get("targets").asText()).isEqualTo("least-likely");
    assertThat(report.at("/cell/misclassified").asLong())
        .isGreaterThan(report.at("/cell/hits").asLong());
    assertThat(outcome.out()).containsPattern("misclassified +[0-9]+ images, whatever as");
  }

  @Test
  void aQueryAttackIsAskedAndCounted() {
    Outcome outcome =
        attack("revealing", folder.resolve("query"), "--queries", "9", "-p", "questions=7");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("query, linf 0.3000")
        .containsPattern("queries +mean 7.0, median 7.0, max 7 per image");
  }

  @Test
  void sourcesMakeItATransferAttackAndTheReportCanBePrinted() throws IOException {
    Outcome outcome =
        attack(
            "gradient-step",
            folder.resolve("transfer"),
            "--source",
            "nearest-mean@2,nearest-mean@3",
            "--json");

    assertThat(outcome.exit()).isZero();
    JsonNode report = Json.mapper().readTree(outcome.out());
    assertThat(report.get("access").asText()).isEqualTo("transfer");
    assertThat(outcome.err())
        .contains("train nearest-mean (means, mnist-mini, seed 3)", "contact sheet: ");
  }

  @Test
  void anAttackThatFailsIsShownAndIsNoSuccess() {
    Outcome outcome = attack("hostile", folder.resolve("hostile"), "-p", "how=throw");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("the attack on 40 images")
        .contains("No image was won: there is no distance to tell.");
  }

  @Test
  void whatAStoppedAttackHadReportedOfEachBatchIsKept() throws IOException {
    Path out = folder.resolve("stopped");

    Outcome outcome =
        attack("reporter", out, "--batch", "15", "-p", "deed=throw", "-p", "count=10");

    assertThat(outcome.exit()).isEqualTo(1);
    JsonNode report = Json.read(out.resolve("report.json"), JsonNode.class);
    long unfinished = report.at("/cell/unfinishedImages").asLong();
    assertThat(outcome.out())
        .containsPattern("accuracy after .+, an upper bound: see unfinished")
        .containsPattern("unfinished +" + unfinished + " images, left clean")
        .containsPattern("time +- \\(no batch was finished\\)")
        .contains("sabotage");
    NDList arrays = Npz.read(out.resolve("images.npz"));
    float[] clean = arrays.get("clean").toFloatArray();
    float[] perturbed = arrays.get("perturbed").toFloatArray();
    int size = clean.length / IMAGES;
    Set<Integer> batches = new TreeSet<>();
    int kept = 0;
    for (int i = 0; i < IMAGES; i++) {
      if (!Arrays.equals(clean, i * size, (i + 1) * size, perturbed, i * size, (i + 1) * size)) {
        assertThat(i % 15).as("the place of image %d in its batch", i).isLessThan(10);
        batches.add(i / 15);
        kept++;
      }
    }
    assertThat(batches).containsExactly(0, 1, 2);
    assertThat(unfinished).isEqualTo(IMAGES - kept);
  }

  @Test
  void theTimeLimitIsTheWorkers() {
    Outcome outcome =
        attack(
            "reporter",
            folder.resolve("late"),
            "--limit",
            "10",
            "--batch",
            "10",
            "--time-limit",
            "101",
            "-p",
            "deed=sleep",
            "-p",
            "count=5");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("the worker did not answer within 10.1 seconds")
        .containsPattern("unfinished +[0-9] images, left clean");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gradient-stop | | unknown attack 'gradient-stop'; did you mean 'gradient-step'?",
        "gradient-step | --defense nearest-men | unknown defense 'nearest-men'; did you mean 'nearest-mean'?",
        "gradient-step | --defense nearest-mean@x | --defense 'nearest-mean@x' must be a defense, or one with a seed",
        "gradient-step | -p shar=1 | attack 'gradient-step': unknown parameter 'shar'; did you mean 'share'?",
        "gradient-step | -p share=3 | parameter 'share' must be number from 0.0 to 2.0, got '3'",
        "gradient-step | --norm l0 | attack 'gradient-step' cannot keep a budget in l0; give --norm linf",
        "gradient-step | --norm linff | --norm 'linff' is unknown; did you mean 'linf'? (known are linf, l2, l0)",
        "gradient-step | --epsilon much | --epsilon 'much' is not a number such as 0.3 or 8/255",
        "gradient-step | --epsilon 8 | epsilon is in [0, 1] pixel units",
        "gradient-step | --epsilon 0,3 | --epsilon '0,3' is not a number such as 0.3 or 8/255; write a decimal point: 0.3",
        "gradient-step | -p share=0.3f | parameter 'share' must be number from 0.0 to 2.0, got '0.3f'; write no letter after it: 0.3",
        "hostile | --norm l0 --epsilon 0.05 | --epsilon 0.05: budget: epsilon counts pixels for L0",
        "hostile | --norm l0 --epsilon 785 | --epsilon must be a whole number from 1 to 784 for l0, got 785",
        "hostile | --norm l2 --epsilon 128 | --epsilon must be from 0 to 28.00 for l2, got 128",
        "gradient-step | --limit 5000 | --limit must be at most 1000, got 5000: 'mnist-mini' has no more test images",
        "gradient-step | --access query | needs gradients of its source, access 'query' grants scores",
        "gradient-step | --access transfer | add --source, for example --source undefended@2",
        "gradient-step | --access white-box --source nearest-mean | names 'sources', which only access 'transfer' has",
        "gradient-step | --queries 5 | --queries is for access 'query', and this one is 'white-box'",
        "gradient-step | --targets dataset | the data set gives none; use next, random or least-likely",
        "gradient-step | --limit 0 | --limit must be at least 1, got 0",
        "gradient-step | --batch 0 | --batch must be at least 1, got 0",
        "gradient-step | --time-limit 0 | --time-limit must be above 0, got 0.0",
        "gradient-step | --memory-limit 0g | --memory-limit must be above 0",
      })
  void whatMakesNoSenseIsSaid(String attack, String more, String message) {
    Outcome outcome =
        attack(attack, folder.resolve("wrong"), more == null ? new String[0] : more.split(" "));

    assertThat(outcome.err()).contains("error: ").contains(message);
    assertThat(outcome.exit()).isEqualTo(2);
  }

  private static Outcome attack(String attack, Path out, String... more) {
    List<String> args = new ArrayList<>(List.of("attack", attack));
    if (!List.of(more).contains("--defense")) {
      args.addAll(List.of("--defense", "nearest-mean"));
    }
    args.addAll(
        List.of("--architecture", "means", "--limit", "" + IMAGES, "--out", out.toString()));
    if (List.of(more).contains("--limit")) {
      args.remove(args.indexOf("--limit") + 1);
      args.remove("--limit");
    }
    args.addAll(List.of(more));
    return trial.run(args.toArray(String[]::new));
  }
}
