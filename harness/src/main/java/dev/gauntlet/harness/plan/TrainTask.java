package dev.gauntlet.harness.plan;

import dev.gauntlet.api.Budget;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A training.
 *
 * @param spec all that the checkpoint depends on
 * @param needs the checkpoints it starts from, by role
 * @param opponent whom an attack's own network is trained against; empty for a defense
 */
public record TrainTask(
    Spec spec,
    ModelSpec model,
    PluginJar jar,
    Map<String, Checkpoint> needs,
    Optional<Opponent> opponent,
    TrainingData data)
    implements Checkpoint, Task {

  /**
   * Whom an attack's own network is trained against.
   *
   * @param source the frozen model
   * @param budget what the attack must respect
   */
  public record Opponent(Checkpoint source, Budget budget) {}

  public TrainTask {
    needs = Map.copyOf(needs);
  }

  /** The training of a model with everything it depends on. */
  static TrainTask of(
      ModelSpec model,
      PluginJar jar,
      Map<String, Checkpoint> needs,
      Optional<Opponent> opponent,
      TrainingData data,
      Environment environment) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("model", model);
    properties.put("plugin", jar.sha256());
    properties.put("needs", keys(needs));
    properties.put("data", data.sha256());
    properties.put("environment", environment.properties());
    opponent.ifPresent(
        against -> {
          properties.put("source", against.source().key().hex());
          properties.put("sourcePlugin", against.source().jar().sha256());
          properties.put("budget", against.budget());
        });
    Spec spec = Spec.of(Kind.CHECKPOINT, properties);
    return new TrainTask(spec, model, jar, needs, opponent, data);
  }

  @Override
  public Key key() {
    return spec.key();
  }

  @Override
  public String title() {
    return "train " + model.title();
  }

  @Override
  public List<Task> after() {
    List<Checkpoint> checkpoints = new ArrayList<>(needs.values());
    opponent.ifPresent(against -> checkpoints.add(against.source()));
    return trainings(checkpoints);
  }

  /** Those of some checkpoints that have to be trained first. */
  static List<Task> trainings(List<Checkpoint> checkpoints) {
    return checkpoints.stream()
        .filter(TrainTask.class::isInstance)
        .map(Task.class::cast)
        .distinct()
        .toList();
  }

  static Map<String, String> keys(Map<String, Checkpoint> checkpoints) {
    Map<String, String> keys = new TreeMap<>();
    checkpoints.forEach((role, checkpoint) -> keys.put(role, checkpoint.key().hex()));
    return keys;
  }
}
