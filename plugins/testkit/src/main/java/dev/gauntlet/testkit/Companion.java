package dev.gauntlet.testkit;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Preparation;
import dev.gauntlet.api.PreparationDescriptor;
import dev.gauntlet.api.TrainingContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A defense or preparation whose checkpoint the tested method needs, or that such a one needs in
 * turn, with parameters that make it quick.
 */
public final class Companion {
  private final String id;
  private final String architecture;
  private final List<Parameter> declared;
  private final List<CheckpointNeed> needs;
  private final Consumer<TrainingContext> training;
  private final Map<String, Object> parameters;

  /**
   * A defense.
   *
   * @param defense what the need's method names
   * @param parameters instead of the defaults; those of the need come first
   */
  public Companion(Defense defense, Map<String, Object> parameters) {
    DefenseDescriptor about = defense.descriptor();
    this.id = about.id();
    this.architecture = about.architectures().get(0);
    this.declared = about.parameters();
    this.needs = about.checkpoints();
    this.training = defense::train;
    this.parameters = Map.copyOf(parameters);
  }

  /**
   * A preparation.
   *
   * @param preparation what the need's method names
   * @param parameters instead of the defaults; those of the need come first
   */
  public Companion(Preparation preparation, Map<String, Object> parameters) {
    PreparationDescriptor about = preparation.descriptor();
    this.id = about.id();
    this.architecture = about.architectures().get(0);
    this.declared = about.parameters();
    this.needs = about.checkpoints();
    this.training = preparation::prepare;
    this.parameters = Map.copyOf(parameters);
  }

  /** Trains all that is needed, by role; what is needed twice once. */
  static Map<String, TrainedNeed> train(
      List<CheckpointNeed> needs, List<Companion> companions, NDManager manager, long seed) {
    return train(needs, companions, manager, seed, new HashMap<>());
  }

  private static Map<String, TrainedNeed> train(
      List<CheckpointNeed> needs,
      List<Companion> companions,
      NDManager manager,
      long seed,
      Map<List<Object>, TrainedNeed> done) {
    Map<String, TrainedNeed> trained = new LinkedHashMap<>();
    for (CheckpointNeed need : needs) {
      Companion companion =
          companions.stream()
              .filter(candidate -> candidate.id.equals(need.method()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new AssertionError(
                          "override companions() with a '"
                              + need.method()
                              + "', which the descriptor needs"));
      long own = seed + need.seedOffset();
      List<Object> key = List.of(need.method(), need.parameters(), own);
      if (!done.containsKey(key)) {
        Map<String, TrainedNeed> before = train(companion.needs, companions, manager, own, done);
        done.put(key, companion.train(need, before, manager, own));
      }
      trained.put(need.role(), done.get(key));
    }
    return trained;
  }

  private TrainedNeed train(
      CheckpointNeed need, Map<String, TrainedNeed> before, NDManager manager, long seed) {
    Map<String, Object> given = new HashMap<>(parameters);
    given.putAll(need.parameters());
    Parameters complete = Parameters.of(declared, given);
    try (NDManager scope = manager.newSubManager()) {
      TestTrainingContext context =
          TestTrainingContext.of(TestTrainingContext.model(scope, architecture, seed), complete)
              .withNeeds(before);
      training.accept(context);
      return new TrainedNeed(context.checkpoint(), complete.asMap());
    }
  }
}
