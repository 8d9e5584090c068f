package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Progress;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.MemoryCheckpoint;
import dev.gauntlet.toolkit.MemorySnapshots;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.Quadrants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A training on 64 images, 30 of others held out, with the given parameters. */
final class QuadrantsTraining implements TrainingContext {
  private final ModelContext model;
  private final Parameters parameters;
  private final MemoryCheckpoint checkpoint = new MemoryCheckpoint();
  private final MemorySnapshots snapshots = new MemorySnapshots();
  private final List<String> reports = new ArrayList<>();

  QuadrantsTraining(NDManager manager, long seed, Map<String, Object> parameters) {
    this.model = new ModelContext(manager, "d1", Networks.IMAGE, Networks.CLASSES, seed);
    this.parameters = Parameters.of(TrainingParameters.with(3), parameters);
  }

  @Override
  public ModelContext model() {
    return model;
  }

  @Override
  public TrainingImages training() {
    return new Quadrants(64, 0);
  }

  @Override
  public TrainingImages validation() {
    return new Quadrants(30, 1000);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public CheckpointReader checkpoint(String role) {
    throw new CheckpointException("needs none, asked for " + role);
  }

  @Override
  public Map<String, Object> checkpointParameters(String role) {
    throw new CheckpointException("needs none, asked for " + role);
  }

  @Override
  public CheckpointWriter checkpoint() {
    return checkpoint;
  }

  @Override
  public MemorySnapshots snapshots() {
    return snapshots;
  }

  @Override
  public Progress progress() {
    return (done, total, message) -> reports.add(done + "/" + total + " " + message);
  }

  Map<String, Object> notes() {
    return checkpoint.notes();
  }

  List<String> reports() {
    return reports;
  }
}
