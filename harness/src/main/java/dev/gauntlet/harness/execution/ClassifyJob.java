package dev.gauntlet.harness.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.store.Sha256;
import dev.gauntlet.harness.store.Spec;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.worker.Desk;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.message.Classified;
import dev.gauntlet.harness.worker.message.Classify;
import dev.gauntlet.harness.worker.message.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** A defense in a run, on clean or perturbed images, in an order that tells it nothing. */
final class ClassifyJob extends BatchJob {
  private static final String IMAGES = "images.npz";
  private static final String LOGITS = "logits.npz";

  private final ClassifyTask task;
  private final List<TrainJob> before;
  private final Optional<AttackJob> attack;
  private final int[] order;
  private PerturbedImages images;
  private Spec spec;
  private ModelFiles model;
  private Questions questions;
  private SecondLook secondLook;
  private Optional<Repeats> repeats = Optional.empty();
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
    // The same whatever the batches, and not to be guessed by whoever knows data set and seed.
    this.order = KeyedOrder.of(context.store().secret(), task.images().ids());
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
    spec = task.spec(images.sha256(), Sha256.of(Arrays.toString(order).getBytes(UTF_8)));
    Optional<Answers> known =
        context()
            .store()
            .find(Kind.PREDICTIONS, spec.key(), this::readSettled)
            .filter(answers -> !answers.doubtful());
    known.ifPresent(
        answers -> {
          result = inOwnOrder(answers, Optional.empty());
          forgetBatches();
        });
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
  void check(Entry batch) {
    read(batch);
  }

  @Override
  Outcome ask(Range batch) {
    Outcome outcome = ask(positions(batch), batch.count());
    if (batch.to() < order.length || !(outcome instanceof Outcome.Answered)) {
      return outcome;
    }
    int[] positions = SecondLook.positions(order.length);
    // As much time as a batch has: a few images alone would have next to none.
    Outcome again = ask(positions, Math.max(positions.length, context().batch()));
    if (!(again instanceof Outcome.Answered answered)) {
      return again;
    }
    try {
      secondLook = new SecondLook(list(positions), answers(answered, positions.length));
      return outcome;
    } catch (OutputException e) {
      return new Outcome.Failed(e.getMessage(), "", false);
    }
  }

  private Outcome ask(int[] positions, int allowedFor) {
    NDArray seen = shown(positions).array();
    return questions.ask(
        desk -> new Classify(desk.lay(model), desk.lay(IMAGES, seen), Optional.empty()),
        allowedFor);
  }

  private PerturbedImages shown(int[] positions) {
    return images.select(IntStream.of(positions).map(position -> order[position]).toArray());
  }

  private static int[] positions(Range batch) {
    return IntStream.range(batch.from(), batch.to()).toArray();
  }

  private static List<Integer> list(int[] numbers) {
    return IntStream.of(numbers).boxed().toList();
  }

  @Override
  void keep(Range batch, Outcome.Answered answer, Path directory) {
    List<Answer> answers = answers(answer, batch.count());
    boolean last = batch.to() == order.length;
    Json.write(
        directory.resolve(Answers.FILE),
        new Answers(
            answers,
            List.of(new BatchTime(batch.count(), answer.seconds())),
            last ? Optional.of(secondLook) : Optional.empty(),
            Optional.empty()));
  }

  private List<Answer> answers(Outcome.Answered answer, int count) {
    if (!(answer.reply() instanceof Classified classified)) {
      throw new OutputException("the worker answered another question");
    }
    if (classified.labels().size() != count || classified.rejected().size() != count) {
      throw new OutputException(
          String.format(
              Locale.ROOT,
              "the defense answered %d labels and %d rejections for %d images",
              classified.labels().size(),
              classified.rejected().size(),
              count));
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = classified.labels().get(i);
      if (label < 0 || label >= task.images().classes()) {
        throw new OutputException(
            String.format(
                Locale.ROOT,
                "the defense answered class %d, there are 0 to %d",
                label,
                task.images().classes() - 1));
      }
      answers.add(new Answer(label, classified.rejected().get(i), false));
    }
    context().meter().add(answer.seconds());
    return answers;
  }

  @Override
  void release() {
    if (questions == null) {
      return;
    }
    try {
      repeats = settle(gather());
    } catch (StoreException e) {
      // Another harness has finished the same work and removed the batches: its result is taken.
      repeats = Optional.empty();
    } finally {
      questions.close();
    }
  }

  private Optional<Repeats> settle(Answers seen) {
    Doubts doubts =
        new Doubts(
            seen.answers(),
            context().batch(),
            new Doubts.Again() {
              @Override
              public Optional<List<Answer>> answers(Range batch) {
                return again(batch);
              }

              @Override
              public Optional<Leads> leads(Range batch) {
                return ClassifyJob.this.leads(batch);
              }
            });
    return seen.secondLook()
        .map(
            second ->
                // Of one that says so, nobody wants to know more.
                task.randomized() ? second.against(seen.answers()) : doubts.settle(second));
  }

  private Optional<List<Answer>> again(Range batch) {
    Outcome outcome = ask(positions(batch), batch.count());
    if (!(outcome instanceof Outcome.Answered answered)) {
      return Optional.empty();
    }
    try {
      return Optional.of(answers(answered, batch.count()));
    } catch (OutputException e) {
      return Optional.empty();
    }
  }

  private Optional<Leads> leads(Range batch) {
    Path file = context().scratch().resolve("logits-" + UUID.randomUUID() + ".npz");
    NDArray seen = shown(positions(batch)).array();
    Outcome outcome =
        questions.ask(
            new Question() {
              @Override
              public Classify on(Desk desk) {
                return new Classify(
                    desk.lay(model), desk.lay(IMAGES, seen), Optional.of(desk.expect(LOGITS)));
              }

              @Override
              public void collect(Desk desk) {
                desk.take(LOGITS, file);
              }
            },
            batch.count());
    if (!(outcome instanceof Outcome.Answered)) {
      return Optional.empty();
    }
    try {
      NDArray logits = Npz.readUntrusted(file).get("logits");
      Files.delete(file);
      return Optional.ofNullable(logits)
          .flatMap(given -> Leads.of(given, batch.count(), task.images().classes()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  void failed(Range batch, boolean sourceAtFault) {
    // Whoever is at fault, the answers are missing.
  }

  @Override
  void assemble() {
    Answers all = gather();
    if (complete()) {
      try (Draft draft = context().store().draft(spec)) {
        Json.write(draft.directory().resolve(Answers.FILE), all);
        draft.commit();
      }
    }
    result = inOwnOrder(all, trouble());
    images = null;
  }

  /** Of all batches. */
  private Answers gather() {
    List<Answer> answers = new ArrayList<>();
    List<BatchTime> times = new ArrayList<>();
    Optional<SecondLook> second = Optional.empty();
    for (int n = 0; n < batches(); n++) {
      Optional<Answers> batch = finished(n).map(ClassifyJob::read);
      answers.addAll(
          batch.map(Answers::answers).orElse(Collections.nCopies(batch(n).count(), Answer.FAILED)));
      batch.ifPresent(known -> times.addAll(known.times()));
      second = second.or(() -> batch.flatMap(Answers::secondLook));
    }
    return new Answers(answers, times, second, repeats);
  }

  private ClassifyResult inOwnOrder(Answers seen, Optional<Trouble> trouble) {
    Answer[] answers = new Answer[order.length];
    for (int i = 0; i < order.length; i++) {
      answers[order[i]] = seen.answers().get(i);
    }
    return new ClassifyResult(
        List.of(answers), seen.times(), seen.repeats().orElse(new Repeats(0, 0)), trouble);
  }

  /** Answers that an earlier version left in doubt make way for others. */
  private Answers readSettled(Entry entry) {
    Answers answers = read(entry);
    if (answers.doubtful()) {
      context().store().remove(entry);
    }
    return answers;
  }

  private static Answers read(Entry entry) {
    return Json.read(entry.file(Answers.FILE), Answers.class);
  }
}
