package dev.gauntlet.harness.plan;

import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.ParameterException;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.harness.plugins.InstalledAttack;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.plugins.Recipe;
import dev.gauntlet.harness.suite.Training;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Finds the checkpoint that a plugin ships for a model, or plans its training. */
public final class CheckpointPlanner {
  private final PluginCatalog catalog;
  private final Dataset dataset;
  private final Supplier<TrainingData> data;
  private final Environment environment;
  private final boolean useShipped;
  private final Map<PluginJar, List<ShippedCheckpoint>> shipped = new HashMap<>();
  private final Map<ModelSpec, Checkpoint> planned = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();

  /**
   * A planner for models of one data set.
   *
   * @param data its training images, loaded only if something must be trained
   * @param useShipped whether checkpoints in plugins' jars count
   */
  public CheckpointPlanner(
      PluginCatalog catalog,
      Dataset dataset,
      Supplier<TrainingData> data,
      Environment environment,
      boolean useShipped) {
    this.catalog = catalog;
    this.dataset = dataset;
    this.data = data;
    this.environment = environment;
    this.useShipped = useShipped;
  }

  /**
   * The checkpoint of a model: shipped, or to be trained.
   *
   * @throws PlanException if the method cannot make it, or needs itself
   */
  public Checkpoint checkpoint(TrainingOrder order) {
    ModelSpec model = model(order);
    Checkpoint known = planned.get(model);
    if (known == null) {
      known = useShipped ? shipped(model).orElse(null) : null;
      known = known == null ? training(order) : known;
      planned.put(model, known);
    }
    return known;
  }

  /**
   * The training of a model, whether or not somebody ships a checkpoint of it.
   *
   * @throws PlanException if the method cannot make it, or needs itself
   */
  public TrainTask training(TrainingOrder order) {
    Recipe recipe = catalog.recipe(order.method());
    ModelSpec model = model(order);
    String step = order.method() + " seed " + order.seed();
    if (path.contains(step)) {
      throw new PlanException(
          "'%s' needs its own checkpoint: %s -> %s"
              .formatted(order.method(), String.join(" -> ", path), step));
    }
    path.addLast(step);
    Map<String, Checkpoint> needs = new TreeMap<>();
    for (CheckpointNeed need : recipe.checkpoints()) {
      needs.put(
          need.role(),
          checkpoint(
              new TrainingOrder(
                  need.method(),
                  order.architecture(),
                  order.seed() + need.seedOffset(),
                  need.parameters())));
    }
    path.removeLast();
    return TrainTask.of(model, recipe.jar(), needs, Optional.empty(), data.get(), environment);
  }

  /** The training of an attack's own network against a source. */
  TrainTask training(
      InstalledAttack attack,
      Map<String, Object> parameters,
      Training training,
      TrainTask.Opponent opponent,
      Map<String, Checkpoint> needs) {
    ModelSpec model =
        new ModelSpec(
            attack.descriptor().id(),
            training.architecture(),
            imageShape(),
            dataset.classes(),
            parameters,
            training.seed(),
            dataset.name());
    return TrainTask.of(model, attack.jar(), needs, Optional.of(opponent), data.get(), environment);
  }

  private List<Integer> imageShape() {
    return List.of(dataset.shape().channels(), dataset.shape().height(), dataset.shape().width());
  }

  private ModelSpec model(TrainingOrder order) {
    Recipe recipe = catalog.recipe(order.method());
    List<String> architectures = recipe.architectures();
    if (!architectures.contains(order.architecture())) {
      throw new PlanException(
          "'%s' does not support the architecture '%s'; it supports %s"
              .formatted(order.method(), order.architecture(), String.join(", ", architectures)));
    }
    return new ModelSpec(
        order.method(),
        order.architecture(),
        imageShape(),
        dataset.classes(),
        parameters(order, recipe),
        order.seed(),
        dataset.name());
  }

  private Map<String, Object> parameters(TrainingOrder order, Recipe recipe) {
    try {
      return complete(recipe, order.parameters());
    } catch (ParameterException e) {
      throw new PlanException("'" + order.method() + "': " + e.getMessage());
    }
  }

  private Optional<ShippedCheckpoint> shipped(ModelSpec wanted) {
    Recipe recipe = catalog.recipe(wanted.method());
    return shipped.computeIfAbsent(recipe.jar(), ShippedCheckpoints::in).stream()
        .filter(candidate -> fits(candidate.model(), wanted, recipe))
        // Trained on this very data set rather than on the one it is a part of.
        .min((a, b) -> Boolean.compare(onOther(a, wanted), onOther(b, wanted)));
  }

  private boolean fits(ModelSpec shipped, ModelSpec wanted, Recipe recipe) {
    return shipped.method().equals(wanted.method())
        && shipped.architecture().equals(wanted.architecture())
        && shipped.imageShape().equals(wanted.imageShape())
        && shipped.classes() == wanted.classes()
        && shipped.seed() == wanted.seed()
        && (shipped.dataset().equals(dataset.name())
            || dataset.subsetOf().equals(Optional.of(shipped.dataset())))
        && parameters(shipped, recipe).equals(Optional.of(wanted.parameters()));
  }

  private Optional<Map<String, Object>> parameters(ModelSpec shipped, Recipe recipe) {
    try {
      return Optional.of(complete(recipe, shipped.parameters()));
    } catch (ParameterException e) {
      // Made by another version of the plugin: not the model that is wanted.
      return Optional.empty();
    }
  }

  // A shipped model of this data set or of the one it is a part of is of the same task.
  private Map<String, Object> complete(Recipe recipe, Map<String, Object> given) {
    return Parameters.of(recipe.parameters(), given, dataset.task()).asMap();
  }

  private static boolean onOther(ShippedCheckpoint candidate, ModelSpec wanted) {
    return !candidate.model().dataset().equals(wanted.dataset());
  }
}
