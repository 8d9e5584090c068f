package dev.gauntlet.harness.execution;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.plan.GradientTask;
import dev.gauntlet.harness.store.Draft;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.worker.Desk;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.message.CheckGradients;
import dev.gauntlet.harness.worker.message.GradientsChecked;
import dev.gauntlet.harness.worker.message.ModelFiles;
import dev.gauntlet.toolkit.gradient.GradientReport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A check of a source's gradients in a run: one unit. Whatever it finds, the run goes on. */
final class GradientJob implements Job {
  private static final String FILE = "report.json";

  /** The check asks its few images often; it may take as long as so many, asked once. */
  private static final int IMAGES_ALLOWED_FOR = 100;

  private final GradientTask task;
  private final List<TrainJob> before;
  private final RunContext context;
  private volatile GradientReport report;
  private volatile String error;
  private boolean cached;

  /**
   * A check.
   *
   * @param before the trainings that it waits for
   */
  GradientJob(GradientTask task, List<TrainJob> before, RunContext context) {
    this.task = task;
    this.before = before;
    this.context = context;
  }

  /** What came of it; known once the job is closed. */
  GradientResult result() {
    return new GradientResult(Optional.ofNullable(report), Optional.ofNullable(error));
  }

  @Override
  public int open() {
    Optional<GradientReport> known =
        context
            .store()
            .find(
                Kind.GRADIENTS,
                task.key(),
                entry -> Json.read(entry.file(FILE), GradientReport.class));
    cached = known.isPresent();
    if (cached) {
      report = known.get();
      return 0;
    }
    error =
        before.stream()
            .flatMap(job -> job.trouble().stream())
            .map(Trouble::error)
            .findFirst()
            .orElse(null);
    if (error != null) {
      return 0;
    }
    context.listener().on(new Event.Started(task.key(), task.title(), 0));
    return 1;
  }

  @Override
  public void run(int unit) {
    ModelFiles model = context.checkpoints().model(task.checkpoint(), task.seed());
    WorkerKind kind =
        WorkerKind.of(
            Role.ATTACK, List.of(task.checkpoint().jar()), context.installed(), task.key());
    Outcome outcome;
    try (Questions questions = new Questions(context.workers(), kind, List.of(model))) {
      outcome = questions.ask(desk -> request(desk, model), IMAGES_ALLOWED_FOR);
    }
    if (outcome instanceof Outcome.Answered answered
        && answered.reply() instanceof GradientsChecked checked) {
      context.meter().add(checked.seconds());
      keep(checked.report());
    } else if (outcome instanceof Outcome.Failed failure) {
      context.store().requireRoom(failure.error());
      error = failure.error();
    } else if (!(outcome instanceof Outcome.Inapplicable)) {
      error = "the worker answered another question";
    }
  }

  @Override
  public void close() {
    context
        .listener()
        .on(
            error == null
                ? new Event.Finished(task.key(), task.title(), cached)
                : new Event.Failed(task.key(), task.title(), error));
  }

  private void keep(GradientReport found) {
    try (Draft draft = context.store().draft(task.spec())) {
      Json.write(draft.directory().resolve(FILE), found);
      draft.commit();
    }
    report = found;
  }

  private CheckGradients request(Desk desk, ModelFiles model) {
    LabeledImages images = task.images();
    Shape shape = new Shape(images.count()).addAll(PerturbedImages.shape(images));
    String input =
        desk.lay(
            "images.npz",
            Npz.floats("images", images.unitPixels(0, images.count()), shape),
            Npz.longs("labels", Arrays.stream(images.labels()).asLongStream().toArray()));
    return new CheckGradients(desk.lay(model), task.access(), task.seed(), input);
  }
}
