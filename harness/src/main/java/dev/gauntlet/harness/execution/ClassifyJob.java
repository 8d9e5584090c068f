package dev.gauntlet.harness.execution;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.harness.plan.ClassifyTask;
import dev.gauntlet.harness.plan.KeyedOrder;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.BatchTime;
import dev.gauntlet.harness.store.Draft;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Spec;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.message.Classified;
import dev.gauntlet.harness.worker.message.Classify;
import dev.gauntlet.harness.worker.message.ModelFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A defense in a run, on clean or perturbed images, in an order that tells it nothing. */
final class ClassifyJob extends BatchJob {
  private final ClassifyTask task;
  private final List<TrainJob> before;
  private final Optional<AttackJob> attack;
  private final int[] order;
  private PerturbedImages images;
  private Spec spec;
  private ModelFiles model;
  private Questions questions;
  private ClassifyResult result;

  /**
   * A classification.
   *
   * @param before the trainings that it waits for
   * @param attack whose images it classifies; empty for the clean ones
   */
  ClassifyJob(
      ClassifyTask task, List<TrainJob> before, Optional<AttackJob> attack, RunContext context) {
    super(task, task.images().count(), context);
    this.task = task;
    this.before = before;
    this.attack = attack;
    // The same whatever the batches, and different from the images' own.
    this.order = KeyedOrder.of("order\0" + task.seed(), task.images().ids());
  }

  /** What came of it, known once the job is closed; empty if the attack does not apply. */
  Optional<ClassifyResult> result() {
    return Optional.ofNullable(result);
  }

  @Override
  boolean recall() {
    if (attack.isPresent() && attack.get().result().inapplicable().isPresent()) {
      return true;
    }
    images =
        attack
            .flatMap(job -> job.result().images())
            .map(PerturbedImages::read)
            .orElseGet(() -> PerturbedImages.clean(task.images()));
    spec = task.spec(images.sha256());
    Optional<Entry> known = context().store().find(Kind.PREDICTIONS, spec.key());
    known.ifPresent(entry -> result = inOwnOrder(read(entry), Optional.empty()));
    return known.isPresent();
  }

  @Override
  Optional<Outcome.Failed> obstacle() {
    Optional<Trouble> untrained =
        before.stream().flatMap(job -> job.trouble().stream()).findFirst();
    if (untrained.isPresent()) {
      return untrained.map(why -> new Outcome.Failed(why.error(), why.log(), false));
    }
    model = context().checkpoints().model(task.checkpoint(), task.seed());
    questions =
        new Questions(
            context().workers(),
            WorkerKind.of(
                Role.CLASSIFY, List.of(task.checkpoint().jar()), context().installed(), task.key()),
            List.of(model));
    return Optional.empty();
  }

  @Override
  Key resultKey() {
    return spec.key();
  }

  @Override
  Outcome ask(Range batch) {
    NDArray seen = images.select(Arrays.copyOfRange(order, batch.from(), batch.to())).array();
    return questions.ask(
        desk -> new Classify(desk.lay(model), desk.lay("images.npz", seen)), batch.count());
  }

  @Override
  void keep(Range batch, Outcome.Answered answer, Path directory) {
    if (!(answer.reply() instanceof Classified classified)) {
      throw new OutputException("the worker answered another question");
    }
    int count = batch.count();
    if (classified.labels().size() != count || classified.rejected().size() != count) {
      throw new OutputException(
          "the defense answered %d labels and %d rejections for %d images"
              .formatted(classified.labels().size(), classified.rejected().size(), count));
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = classified.labels().get(i);
      if (label < 0 || label >= task.images().classes()) {
        throw new OutputException(
            "the defense answered class %d, there are 0 to %d"
                .formatted(label, task.images().classes() - 1));
      }
      answers.add(new Answer(label, classified.rejected().get(i), false));
    }
    context().meter().add(answer.seconds());
    Json.write(
        directory.resolve(Answers.FILE),
        new Answers(answers, List.of(new BatchTime(count, answer.seconds()))));
  }

  @Override
  void release() {
    if (questions != null) {
      questions.close();
    }
  }

  @Override
  void failed(Range batch, boolean sourceAtFault) {
    // Whoever is at fault, the answers are missing.
  }

  @Override
  void assemble() {
    List<Answer> answers = new ArrayList<>();
    List<BatchTime> times = new ArrayList<>();
    for (int n = 0; n < batches(); n++) {
      Optional<Answers> batch = finished(n).map(ClassifyJob::read);
      answers.addAll(
          batch.map(Answers::answers).orElse(Collections.nCopies(batch(n).count(), Answer.FAILED)));
      batch.ifPresent(known -> times.addAll(known.times()));
    }
    Answers all = new Answers(answers, times);
    if (complete()) {
      try (Draft draft = context().store().draft(spec)) {
        Json.write(draft.directory().resolve(Answers.FILE), all);
        draft.commit();
      }
    }
    result = inOwnOrder(all, trouble());
    images = null;
  }

  private ClassifyResult inOwnOrder(Answers seen, Optional<Trouble> trouble) {
    Answer[] answers = new Answer[order.length];
    for (int i = 0; i < order.length; i++) {
      answers[order[i]] = seen.answers().get(i);
    }
    return new ClassifyResult(List.of(answers), seen.times(), trouble);
  }

  private static Answers read(Entry entry) {
    return Json.read(entry.file(Answers.FILE), Answers.class);
  }
}
