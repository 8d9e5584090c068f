package dev.gauntlet.harness.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.publish.LatestRun;
import dev.gauntlet.harness.testplugins.Copycat;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.PatientMeans;
import dev.gauntlet.harness.testplugins.PatientStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A run with everything in it that a crash can hit: trainings with snapshots, one that needs
 * another's checkpoint, gradient checks, attacks and classifications in batches.
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

  final CommandLineTrial trial;
  final Path suite;

  /**
   * Lays out an installation.
   *
   * @param training milliseconds of each of eight steps
   * @param attack milliseconds of each batch
   */
  PatientRun(Path folder, int training, int attack) throws IOException {
    trial = new CommandLineTrial(folder);
    PluginJarMaker.plugin("patient")
        .extension(PatientMeans.class)
        .with(PatientMeans.State.class)
        .with(PatientMeans.Model.class)
        .with(NearestMean.class)
        .with(nearestMeanModel())
        .write(trial.dropIns().resolve("patient.jar"));
    PluginJarMaker.plugin("copy")
        .extension(NearestMean.class)
        .extension(Copycat.class)
        .with(Copycat.Model.class)
        .with(nearestMeanModel())
        .write(trial.dropIns().resolve("copy.jar"));
    PluginJarMaker.plugin("step")
        .extension(PatientStep.class)
        .with(GradientStep.class)
        .write(trial.dropIns().resolve("step.jar"));
    suite =
        Files.writeString(
            folder.resolve("patient.yaml"),
            """
            limit: 60
            batch: 5
            budget: {norm: linf, epsilon: 0.3}
            training: {architecture: means}
            defenses:
              - {id: patient, defense: patient-means, parameters: {milliseconds: %d}}
              - copycat
            attacks:
              - id: step
                attack: patient-step
                access: white-box
                parameters: {milliseconds: %d}
              - id: transferred
                attack: patient-step
                access: transfer
                parameters: {milliseconds: %d}
                sources: [{defense: patient-means, seed: 2, parameters: {milliseconds: %d}}]
            """
                .formatted(training, attack, attack, training));
  }

  static Class<?> nearestMeanModel() {
    try {
      return Class.forName("dev.gauntlet.harness.testplugins.NearestMeanModel");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The arguments of its command, but for the home. */
  String[] arguments() {
    return new String[] {
      "evaluate", "--suite", suite.toString(), "--out", trial.runs.toString(), "--workers", "2"
    };
  }

  /** What the latest run published, but for the times. */
  JsonNode results() throws IOException {
    return results(LatestRun.in(trial.runs));
  }

  static JsonNode results(Path run) throws IOException {
    JsonNode results = new ObjectMapper().readTree(run.resolve("results.json").toFile());
    ((ObjectNode) results.get("run")).remove("id");
    removeTimes(results);
    return results;
  }

  private static void removeTimes(JsonNode node) {
    if (node instanceof ObjectNode fields) {
      fields.remove(TIMES);
    }
    List<JsonNode> children = new ArrayList<>();
    node.elements().forEachRemaining(children::add);
    children.forEach(PatientRun::removeTimes);
  }
}
