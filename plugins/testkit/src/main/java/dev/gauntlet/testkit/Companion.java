package dev.gauntlet.testkit;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.Parameters;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A defense whose checkpoint the tested method needs, with parameters that make it quick to train.
 *
 * @param defense what the need's method names
 * @param parameters instead of the defaults; those of the need come first
 */
public record Companion(Defense defense, Map<String, Object> parameters) {
  public Companion {
    parameters = Map.copyOf(parameters);
  }

  /** Trains all that is needed, by role. */
  static Map<String, TrainedNeed> train(
      List<CheckpointNeed> needs, List<Companion> companions, NDManager manager, long seed) {
    Map<String, TrainedNeed> trained = new LinkedHashMap<>();
    for (CheckpointNeed need : needs) {
      Companion companion =
          companions.stream()
              .filter(candidate -> candidate.defense().descriptor().id().equals(need.method()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new AssertionError(
                          "override companions() with a '"
                              + need.method()
                              + "', which the descriptor needs"));
      trained.put(need.role(), companion.train(need, manager, seed + need.seedOffset()));
    }
    return trained;
  }

  private TrainedNeed train(CheckpointNeed need, NDManager manager, long seed) {
    Map<String, Object> given = new HashMap<>(parameters);
    given.putAll(need.parameters());
    Parameters complete = Parameters.of(defense.descriptor().parameters(), given);
    try (NDManager scope = manager.newSubManager()) {
      String architecture = defense.descriptor().architectures().get(0);
      TestTrainingContext context =
          TestTrainingContext.of(TestTrainingContext.model(scope, architecture, seed), complete);
      defense.train(context);
      return new TrainedNeed(context.checkpoint(), complete.asMap());
    }
  }
}
