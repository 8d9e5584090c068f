package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackTrainingContext;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Preparation;
import dev.gauntlet.api.Progress;
import dev.gauntlet.api.Snapshots;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.api.TrainingException;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.harness.plugins.Extensions;
import dev.gauntlet.harness.plugins.PluginException;
import dev.gauntlet.harness.worker.message.Advanced;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Train;
import dev.gauntlet.harness.worker.message.Trained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Trains what a plugin trains: a defense, the network of an attack, or what trainings need. */
final class Trainer {
  private final Extensions extensions;
  private final NDManager engine;
  private final Models models;
  private final Consumer<Reply> progress;

  Trainer(Extensions extensions, NDManager engine, Models models, Consumer<Reply> progress) {
    this.extensions = extensions;
    this.engine = engine;
    this.models = models;
    this.progress = progress;
  }

  Trained train(Train request) throws IOException {
    Defense defense = extensions.defenses().get(request.method());
    if (defense != null) {
      return run(request, defense.descriptor().parameters(), defense::train);
    }
    Preparation preparation = extensions.preparations().get(request.method());
    if (preparation != null) {
      return run(request, preparation.descriptor().parameters(), preparation::prepare);
    }
    if (extensions.attacks().get(request.method()) instanceof TrainableAttack attack) {
      return run(request, attack.descriptor().parameters(), attack::train);
    }
    throw new PluginException("the worker has nothing to train called '" + request.method() + "'");
  }

  private Trained run(
      Train request, List<Parameter> declared, Consumer<AttackTrainingContext> training)
      throws IOException {
    DirectoryCheckpointWriter checkpoint = new DirectoryCheckpointWriter(Path.of(request.output()));
    TrainingImages images = HostImages.read(Path.of(request.training()));
    TrainingImages heldOut = HostImages.read(Path.of(request.validation()));
    Parameters parameters = Parameters.of(declared, request.parameters());
    Snapshots snapshots = new DirectorySnapshots(request, progress);
    try (NDManager manager = engine.newSubManager()) {
      ModelContext model =
          new ModelContext(
              manager,
              request.architecture(),
              Models.shape(request.imageShape()),
              request.classes(),
              request.seed());
      training.accept(
          new Context(request, model, images, heldOut, parameters, checkpoint, snapshots));
    }
    return new Trained(checkpoint.notes());
  }

  private final class Context implements AttackTrainingContext {
    private final Train request;
    private final ModelContext model;
    private final TrainingImages training;
    private final TrainingImages validation;
    private final Parameters parameters;
    private final CheckpointWriter checkpoint;
    private final Snapshots snapshots;

    Context(
        Train request,
        ModelContext model,
        TrainingImages training,
        TrainingImages validation,
        Parameters parameters,
        CheckpointWriter checkpoint,
        Snapshots snapshots) {
      this.request = request;
      this.model = model;
      this.training = training;
      this.validation = validation;
      this.parameters = parameters;
      this.checkpoint = checkpoint;
      this.snapshots = snapshots;
    }

    @Override
    public ModelContext model() {
      return model;
    }

    @Override
    public TrainingImages training() {
      return training;
    }

    @Override
    public TrainingImages validation() {
      return validation;
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public CheckpointReader checkpoint(String role) {
      CheckpointFiles files = need(role);
      return new DirectoryCheckpoint(Path.of(files.directory()), files.origin());
    }

    @Override
    public Map<String, Object> checkpointParameters(String role) {
      return need(role).parameters();
    }

    private CheckpointFiles need(String role) {
      CheckpointFiles files = request.needs().get(role);
      if (files == null) {
        throw new CheckpointException(
            "'%s' asks for the checkpoint '%s', which its descriptor does not name; it names %s"
                .formatted(request.method(), role, request.needs().keySet()));
      }
      return files;
    }

    @Override
    public CheckpointWriter checkpoint() {
      return checkpoint;
    }

    @Override
    public Snapshots snapshots() {
      return snapshots;
    }

    @Override
    public Progress progress() {
      return (done, total, message) -> progress.accept(new Advanced(done, total, message));
    }

    @Override
    public Differentiable source() {
      return models
          .get(request.source().orElseThrow(Context::noSource))
          .differentiable()
          .orElseThrow(() -> new TrainingException("the source has no gradients to train against"));
    }

    @Override
    public Budget budget() {
      return request.budget().orElseThrow(Context::noSource);
    }

    private static TrainingException noSource() {
      return new TrainingException("only an attack is trained against a source and a budget");
    }
  }
}
