package dev.gauntlet.harness.plan;

import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Spec;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training.
 *
 * @param spec all that the checkpoint depends on
 * @param needs the checkpoints it starts from, by role
 */
public record TrainTask(
    Spec spec, ModelSpec model, PluginJar jar, Map<String, Checkpoint> needs, TrainingData data)
    implements Checkpoint {
  public TrainTask {
    needs = Map.copyOf(needs);
  }

  /** The training of a model with everything it depends on. */
  static TrainTask of(
      ModelSpec model,
      PluginJar jar,
      Map<String, Checkpoint> needs,
      TrainingData data,
      Environment environment) {
    Map<String, String> needKeys = new TreeMap<>();
    needs.forEach((role, checkpoint) -> needKeys.put(role, checkpoint.key().hex()));
    Spec spec =
        Spec.of(
            Kind.CHECKPOINT,
            Map.of(
                "model", model,
                "plugin", jar.sha256(),
                "needs", needKeys,
                "data", data.sha256(),
                "environment", environment.properties()));
    return new TrainTask(spec, model, jar, needs, data);
  }

  @Override
  public Key key() {
    return spec.key();
  }
}
