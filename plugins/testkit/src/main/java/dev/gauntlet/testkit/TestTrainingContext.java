package dev.gauntlet.testkit;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackTrainingContext;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Progress;
import dev.gauntlet.api.Snapshots;
import dev.gauntlet.api.TrainingException;
import dev.gauntlet.api.TrainingImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A training on {@link TinyImages}: 96 to train on, 30 held out. */
public final class TestTrainingContext implements AttackTrainingContext {
  private static final TinyImages TRAINING = new TinyImages(96, 1);
  private static final TinyImages HELD_OUT = new TinyImages(30, 2);

  /** What a training is run against, where it is an attack's. */
  private record Opponent(Differentiable source, Budget budget) {}

  private final ModelContext model;
  private final Parameters parameters;
  private final Map<String, TrainedNeed> needs;
  private final Optional<Opponent> opponent;
  private final MemoryCheckpoint checkpoint = new MemoryCheckpoint();
  private final MemorySnapshots snapshots = new MemorySnapshots();

  private TestTrainingContext(
      ModelContext model,
      Parameters parameters,
      Map<String, TrainedNeed> needs,
      Optional<Opponent> opponent) {
    this.model = model;
    this.parameters = parameters;
    this.needs = Map.copyOf(needs);
    this.opponent = opponent;
  }

  /** A training of a model with the given parameters. */
  public static TestTrainingContext of(ModelContext model, Parameters parameters) {
    return new TestTrainingContext(model, parameters, Map.of(), Optional.empty());
  }

  /** The context of a model for tiny images. */
  public static ModelContext model(NDManager manager, String architecture, long seed) {
    return new ModelContext(manager, architecture, TinyImages.SHAPE, TinyImages.CLASSES, seed);
  }

  /**
   * The same, with the checkpoints that a method needs.
   *
   * @param needs of its descriptor
   * @param companions that make them, and what they need in turn
   */
  public TestTrainingContext needing(List<CheckpointNeed> needs, List<Companion> companions) {
    return withNeeds(Companion.train(needs, companions, model.manager(), model.seed()));
  }

  /** The same, with the checkpoints it needs by role. */
  public TestTrainingContext withNeeds(Map<String, TrainedNeed> byRole) {
    return new TestTrainingContext(model, parameters, byRole, opponent);
  }

  /** The same as an attack's training against a source. */
  public TestTrainingContext against(Differentiable source, Budget budget) {
    return new TestTrainingContext(
        model, parameters, needs, Optional.of(new Opponent(source, budget)));
  }

  @Override
  public ModelContext model() {
    return model;
  }

  @Override
  public TrainingImages training() {
    return TRAINING;
  }

  @Override
  public TrainingImages validation() {
    return HELD_OUT;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public CheckpointReader checkpoint(String role) {
    return need(role).checkpoint();
  }

  @Override
  public Map<String, Object> checkpointParameters(String role) {
    return need(role).parameters();
  }

  @Override
  public MemoryCheckpoint checkpoint() {
    return checkpoint;
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  @Override
  public Progress progress() {
    return (done, total, message) -> {};
  }

  @Override
  public Differentiable source() {
    return opponent.orElseThrow(TestTrainingContext::noOpponent).source();
  }

  @Override
  public Budget budget() {
    return opponent.orElseThrow(TestTrainingContext::noOpponent).budget();
  }

  private TrainedNeed need(String role) {
    if (!needs.containsKey(role)) {
      throw new CheckpointException(
          "the checkpoint '"
              + role
              + "' is not among those that are there: "
              + List.copyOf(needs.keySet()));
    }
    return needs.get(role);
  }

  private static TrainingException noOpponent() {
    return new TrainingException("only an attack is trained against a source and a budget");
  }
}
