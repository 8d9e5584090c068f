package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.publish.LatestRun;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.PatientMeans;
import dev.gauntlet.harness.testplugins.PatientStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run with everything in it that a crash can hit: trainings with snapshots, gradient checks,
 * attacks and classifications in batches.
 */
final class PatientRun {
  private static final Set<String> TIMES =
      Set.of(
          "seconds",
          "secondsPer100",
          "computeSeconds",
          "overheadSeconds",
          "started",
          "finished",
          "command");

  private static PatientRun undisturbed;

  final CommandLineTrial trial;
  final Path suite;
  private final int training;
  private final int attack;

  /** The id is the time of its start; the version is known to a packaged harness only. */
  private static final Set<String> OF_THE_RUN = Set.of(".run.id", ".run.harnessVersion");

  private long milliseconds;

  private PatientRun(Path folder, int training, int attack) throws IOException {
    this.training = training;
    this.attack = attack;
    trial = new CommandLineTrial(folder);
    suite =
        Files.writeString(
            folder.resolve("patient.yaml"),
            String.format(
                Locale.ROOT,
                """
                limit: 60
                batch: 5
                budget: {norm: linf, epsilon: 0.3}
                training: {architecture: means}
                limits: {seconds-per-100-images: 10000, seconds-to-start: 600}
                defenses:
                  - {id: patient, defense: patient-means, parameters: {milliseconds: %d}}
                attacks:
                  - id: step
                    attack: patient-step
                    access: white-box
                    parameters: {milliseconds: %d}
                  - id: transferred
                    attack: patient-step
                    access: transfer
                    parameters: {milliseconds: %d, share: 1/2}
                    sources: [{defense: patient-means, seed: 2, parameters: {milliseconds: %d}}]
                """,
                training,
                attack,
                attack,
                training));
  }

  /** A run from start to end, made once for all tests. Its home and its runs are not to change. */
  static synchronized PatientRun undisturbed() throws IOException {
    if (undisturbed == null) {
      PatientRun run =
          PatientRun.in(
              Files.createTempDirectory(Path.of("target").toAbsolutePath(), "run"), 150, 100);
      long start = System.nanoTime();
      assertThat(run.trial.run(run.arguments()).exit()).isZero();
      run.milliseconds = (System.nanoTime() - start) / 1_000_000;
      undisturbed = run;
    }
    return undisturbed;
  }

  /**
   * An installation with this run's plugins and suite.
   *
   * @param training milliseconds of each of its eight steps
   * @param attack milliseconds of each batch
   */
  private static PatientRun in(Path folder, int training, int attack) throws IOException {
    PatientRun run = new PatientRun(folder, training, attack);
    PluginJarMaker.plugin("patient")
        .extension(PatientMeans.class)
        .extension(PatientStep.class)
        .with(PatientMeans.State.class)
        .with(PatientMeans.Model.class)
        .with(NearestMean.class)
        .with(nearestMeanModel())
        .with(GradientStep.class)
        .write(run.trial.dropIns().resolve("patient.jar"));
    return run;
  }

  /** Another installation with the very same plugins: a jar that is made again differs in times. */
  PatientRun again(Path folder) throws IOException {
    PatientRun again = new PatientRun(folder, training, attack);
    try (Stream<Path> jars = Files.list(trial.dropIns())) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, again.trial.dropIns().resolve(jar.getFileName()));
      }
    }
    return again;
  }

  private static Class<?> nearestMeanModel() {
    try {
      return Class.forName("dev.gauntlet.harness.testplugins.NearestMeanModel");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The arguments of its command. */
  String[] arguments() {
    return arguments(trial.home, trial.runs);
  }

  /** The arguments of its command with another home and another folder of runs. */
  String[] arguments(Path home, Path runs) {
    return new String[] {
      "evaluate", "--suite=" + suite, "--workers=2", "--home=" + home, "--out=" + runs
    };
  }

  /** How long the undisturbed run took. */
  long milliseconds() {
    return milliseconds;
  }

  /** In what the latest runs differ, but for the times. */
  List<String> differences(PatientRun other) throws IOException {
    Set<String> own = results(LatestRun.in(trial.runs));
    Set<String> others = results(LatestRun.in(other.trial.runs));
    List<String> differences = new ArrayList<>();
    own.stream().filter(line -> !others.contains(line)).forEach(differences::add);
    others.stream().filter(line -> !own.contains(line)).forEach(differences::add);
    return differences;
  }

  /** All values of a run's results, each with its path, but for the times. */
  static Set<String> results(Path run) throws IOException {
    Set<String> values = new LinkedHashSet<>();
    collect("", new ObjectMapper().readTree(run.resolve("results.json").toFile()), values);
    return values;
  }

  private static void collect(String path, JsonNode node, Set<String> values) {
    if (node.isValueNode()) {
      values.add(path + " = " + node);
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = path + "." + field.getKey();
      if (!TIMES.contains(field.getKey()) && !OF_THE_RUN.contains(name)) {
        collect(name, field.getValue(), values);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(path + "[" + i + "]", node.get(i), values);
    }
  }
}
