package dev.gauntlet.harness.execution;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.BatchTime;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.store.Draft;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.message.Perturbed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An attack in a run. */
final class AttackJob extends BatchJob {
  private final AttackTask task;
  private final List<TrainJob> before;
  private final LabeledImages images;
  private final Shape imageShape;
  private final ImageCheck check;
  private final BitSet sourceFailed = new BitSet();
  private final Map<Range, ReportedImages> reports = new ConcurrentHashMap<>();
  private AttackRequests requests;
  private Optional<Consultation> consultation = Optional.empty();
  private Questions questions;
  private AttackResult result;

  /**
   * An attack.
   *
   * @param before the trainings that it waits for
   */
  AttackJob(AttackTask task, List<TrainJob> before, RunContext context) {
    super(task, task.images().count(), context);
    this.task = task;
    this.before = before;
    this.images = task.images();
    this.imageShape = PerturbedImages.shape(images);
    this.check = new ImageCheck(task.rules(), images.channels());
  }

  /** What came of it; known once the job is closed. */
  AttackResult result() {
    return result;
  }

  @Override
  boolean recall() {
    Optional<AttackResult> known =
        context().store().find(Kind.IMAGES, task.key(), AttackJob::stored);
    known.ifPresent(
        stored -> {
          result = stored;
          forgetBatches();
        });
    return known.isPresent();
  }

  @Override
  Optional<Outcome.Failed> obstacle() {
    for (TrainJob job : before) {
      if (job.trouble().isPresent()) {
        Trouble trouble = job.trouble().get();
        return Optional.of(
            new Outcome.Failed(
                trouble.error(), trouble.log(), task.sources().contains(job.task())));
      }
    }
    consultation =
        Consultation.isNeeded(task)
            ? Optional.of(new Consultation(task, context()))
            : Optional.empty();
    requests = new AttackRequests(task, context(), consultation);
    Set<PluginJar> jars = consultation.isPresent() ? Set.of(task.attack().jar()) : task.jars();
    questions =
        new Questions(
            context().workers(),
            WorkerKind.of(Role.ATTACK, jars, context().installed(), task.key()),
            requests.sources(),
            sourcesToBlame());
    return Optional.empty();
  }

  /**
   * An attack and its sources share a process, and when it is lost, nobody can tell who did it;
   * where all but the sources came with Gauntlet, they did. Time is another matter: an attack may
   * need more of it than there is on a model that is slow in all honesty.
   */
  private boolean sourcesToBlame() {
    return task.attack().jar().builtIn()
        && task.sources().stream().anyMatch(source -> !source.jar().builtIn());
  }

  @Override
  Key resultKey() {
    return task.key();
  }

  @Override
  void check(Entry batch) {
    read(batch);
  }

  @Override
  Outcome ask(Range batch) {
    ReportedImages reported =
        new ReportedImages(
            new Shape(batch.count()).addAll(imageShape),
            task.leastLikely(),
            images.classes(),
            task.entry().queries());
    reports.put(batch, reported);
    Outcome outcome = questions.ask(requests.batch(batch, reported), batch.count());
    return outcome instanceof Outcome.Failed failed && reported.refusal().isPresent()
        ? new Outcome.Failed(
            failed.error() + "; " + reported.refusal().get(), failed.log(), failed.sourceAtFault())
        : outcome;
  }

  @Override
  void keep(Range batch, Outcome.Answered answer, Path directory) {
    if (!(answer.reply() instanceof Perturbed perturbed)) {
      throw new OutputException("the worker answered another question");
    }
    AttackOutput returned =
        AttackOutput.read(
            requests.output(batch),
            new Shape(batch.count()).addAll(imageShape),
            task.leastLikely(),
            images.classes());
    if (perturbed.queries().size() != batch.count()) {
      throw new OutputException(
          String.format(
              Locale.ROOT,
              "the worker counted the questions of %d images, expected %d",
              perturbed.queries().size(),
              batch.count()));
    }
    context().meter().add(answer.seconds());
    float[] scored = images.unitPixels(batch.from(), batch.to());
    List<Perturbation> perturbations = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      float[] image = returned.images().image(i);
      int position = batch.from() + i;
      perturbations.add(
          check
              .check(images.unitPixels(position, position + 1), image)
              .withQueries(perturbed.queries().get(i)));
      System.arraycopy(image, 0, scored, i * image.length, image.length);
    }
    List<Integer> targets =
        returned
            .targets()
            .or(() -> task.targets().map(all -> all.subList(batch.from(), batch.to())))
            .orElse(List.of());
    PerturbedImages.of(scored, imageShape).write(directory.resolve(PerturbedImages.FILE));
    Json.write(
        directory.resolve(AttackBatch.FILE),
        new AttackBatch(
            perturbations, targets, List.of(new BatchTime(batch.count(), answer.seconds()))));
    reports.remove(batch);
  }

  @Override
  void release() {
    if (questions != null) {
      questions.close();
      consultation.ifPresent(Consultation::close);
    }
  }

  @Override
  void failed(Range batch, boolean sourceAtFault) {
    // The defense under attack is to blame; a transfer attack has chosen its sources itself.
    if (sourceAtFault && task.entry().access().perDefense()) {
      sourceFailed.set(batch.from(), batch.to());
    }
  }

  @Override
  void assemble() {
    if (inapplicable().isPresent()) {
      result = AttackResult.inapplicable(inapplicable().get());
      return;
    }
    float[] values = images.unitPixels(0, images.count());
    List<Perturbation> perturbations = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    List<BatchTime> times = new ArrayList<>();
    UnfinishedImages unfinished = new UnfinishedImages(new BitSet(), new BitSet());
    for (int n = 0; n < batches(); n++) {
      Optional<Entry> entry = finished(n);
      Range range = batch(n);
      AttackBatch batch =
          entry.map(AttackJob::read).orElseGet(() -> unfinished(range, values, unfinished));
      perturbations.addAll(batch.perturbations());
      targets.addAll(batch.targets());
      times.addAll(batch.times());
      entry.ifPresent(
          e -> PerturbedImages.read(e.file(PerturbedImages.FILE)).copyTo(values, range.from()));
    }
    PerturbedImages all = PerturbedImages.of(values, imageShape);
    result =
        complete()
            ? store(all, new AttackBatch(perturbations, targets, times))
            : partial(all, new AttackBatch(perturbations, targets, times), unfinished);
  }

  private AttackResult store(PerturbedImages all, AttackBatch outcome) {
    try (Draft draft = context().store().draft(task.spec())) {
      all.write(draft.directory().resolve(PerturbedImages.FILE));
      Json.write(draft.directory().resolve(AttackBatch.FILE), outcome);
      return stored(draft.commit());
    }
  }

  private AttackResult partial(
      PerturbedImages all, AttackBatch outcome, UnfinishedImages unfinished) {
    Path file = context().scratch().resolve(task.key() + ".npz");
    all.write(file);
    return new AttackResult(
        Optional.of(file), outcome, sourceFailed, unfinished, trouble(), Optional.empty());
  }

  /**
   * A batch that the attack or its source failed on: what was reported before that, held to the
   * rules like anything that an attack returns; the other images stay clean.
   *
   * @param values of all images; what was reported is written there
   * @param unfinished is told of the images
   */
  private AttackBatch unfinished(Range batch, float[] values, UnfinishedImages unfinished) {
    Optional<ReportedImages> reported = Optional.ofNullable(reports.get(batch));
    List<Perturbation> perturbations = new ArrayList<>();
    for (int i = batch.from(); i < batch.to(); i++) {
      int position = i;
      if (sourceFailed.get(i)) {
        perturbations.add(new Perturbation(false, false, 0));
      } else {
        Optional<Perturbation> kept =
            reported.flatMap(images -> keep(images, position - batch.from(), position, values));
        (kept.isPresent() ? unfinished.reported() : unfinished.missing()).set(i);
        perturbations.add(kept.orElse(Perturbation.FAILED));
      }
    }
    List<Integer> unknown =
        task.leastLikely() ? Collections.nCopies(batch.count(), Answer.NOTHING) : List.of();
    return new AttackBatch(
        perturbations,
        task.targets()
            .map(all -> all.subList(batch.from(), batch.to()))
            .or(() -> reported.flatMap(ReportedImages::targets))
            .orElse(unknown),
        List.of());
  }

  private Optional<Perturbation> keep(
      ReportedImages reported, int place, int position, float[] values) {
    Optional<float[]> image = reported.image(place);
    Optional<Perturbation> kept =
        image
            .map(pixels -> check.check(images.unitPixels(position, position + 1), pixels))
            .filter(perturbation -> !perturbation.failed())
            .map(perturbation -> perturbation.withQueries(reported.queries(place)));
    if (kept.isPresent()) {
      float[] pixels = image.get();
      System.arraycopy(pixels, 0, values, position * pixels.length, pixels.length);
    }
    return kept;
  }

  private static AttackResult stored(Entry entry) {
    return new AttackResult(
        Optional.of(entry.file(PerturbedImages.FILE)),
        read(entry),
        new BitSet(),
        UnfinishedImages.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private static AttackBatch read(Entry entry) {
    return Json.read(entry.file(AttackBatch.FILE), AttackBatch.class);
  }
}
