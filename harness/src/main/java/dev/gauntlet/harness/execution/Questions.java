package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerException;
import dev.gauntlet.harness.worker.WorkerException.Reason;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.WorkerPool;
import dev.gauntlet.harness.worker.WorkerProcess;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Inapplicable;
import dev.gauntlet.harness.worker.message.ModelFiles;
import dev.gauntlet.harness.worker.message.Prepare;
import dev.gauntlet.harness.worker.message.Ready;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Request;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One task's questions to workers of one kind. A worker that dies costs its batch at most: the
 * question is put once more to a new one. After a few deaths in a row that left nothing of use the
 * task gets no more.
 */
final class Questions implements AutoCloseable {
  private static final int DEATHS_ALLOWED = 3;

  private final WorkerPool workers;
  private final WorkerKind kind;
  private final List<ModelFiles> models;
  private final boolean sourcesToBlame;
  private final boolean beside;
  private int deathsInARow;
  private String lastWords = "";

  Questions(WorkerPool workers, WorkerKind kind, List<ModelFiles> models) {
    this(workers, kind, models, false, false);
  }

  /** Questions that a worker at work waits for. */
  static Questions beside(WorkerPool workers, WorkerKind kind, List<ModelFiles> models) {
    return new Questions(workers, kind, models, false, true);
  }

  /**
   * Questions about some models.
   *
   * @param sourcesToBlame whether the loss of a worker is the fault of the models in it
   */
  Questions(WorkerPool workers, WorkerKind kind, List<ModelFiles> models, boolean sourcesToBlame) {
    this(workers, kind, models, sourcesToBlame, false);
  }

  private Questions(
      WorkerPool workers,
      WorkerKind kind,
      List<ModelFiles> models,
      boolean sourcesToBlame,
      boolean beside) {
    this.workers = workers;
    this.kind = kind;
    this.models = models;
    this.sourcesToBlame = sourcesToBlame;
    this.beside = beside;
  }

  /**
   * Asks, and waits as long as the limits allow for so many images.
   *
   * @return what came of it; never throws for what a plugin does
   */
  Outcome ask(Question question, int images) {
    Outcome outcome = attempt(question, images, true);
    return outcome == null ? attempt(question, images, false) : outcome;
  }

  /** There are no more questions: workers that may serve nobody else are closed. */
  @Override
  public void close() {
    workers.retire(kind);
  }

  /** Null where the worker died and the question may be put once more. */
  private Outcome attempt(Question question, int images, boolean mayRepeat) {
    if (deaths() >= DEATHS_ALLOWED) {
      return new Outcome.Failed(
          String.format(
              Locale.ROOT,
              "the worker was lost %d times in a row; the rest was not tried",
              DEATHS_ALLOWED),
          lastWords,
          sourcesToBlame);
    }
    try {
      Outcome outcome = attempt(question, images);
      alive();
      return outcome;
    } catch (ConsultationException e) {
      return e.outcome();
    } catch (WorkerException e) {
      lost(e.log());
      return e.reason() == Reason.DIED && mayRepeat
          ? null
          : new Outcome.Failed(
              e.getMessage(), e.log(), sourcesToBlame && e.reason() != Reason.TIMED_OUT);
    }
  }

  private Outcome attempt(Question question, int images) {
    WorkerProcess worker = beside ? workers.leaseBeside(kind) : workers.lease(kind);
    try {
      Outcome outcome = ask(worker, question, images);
      workers.release(worker);
      return outcome;
    } catch (RuntimeException e) {
      salvage(worker, question);
      throw e;
    }
  }

  // A worker that had something to show for its time is not one that is lost for nothing.
  private void salvage(WorkerProcess worker, Question question) {
    try (worker) {
      worker.end();
      if (question.salvage(worker.desk())) {
        alive();
      }
    }
  }

  private Outcome ask(WorkerProcess worker, Question question, int images) {
    Limits limits = workers.settings().limits();
    Prepare prepare = new Prepare(models.stream().map(worker.desk()::lay).toList());
    Reply prepared = worker.ask(prepare, seconds(limits.secondsToStart()), p -> {});
    if (!(prepared instanceof Ready)) {
      return outcome(prepared, 0, worker, kind.role() == Role.ATTACK);
    }
    Request request = question.on(worker.desk());
    double allowed = limits.secondsPer100Images() * images / 100;
    long start = System.nanoTime();
    Reply reply =
        worker.converse(
            request, seconds(allowed), interim -> question.answer(interim, worker.desk()));
    double seconds = (System.nanoTime() - start) / 1e9;
    Outcome outcome = outcome(reply, seconds, worker, false);
    if (outcome instanceof Outcome.Answered) {
      question.collect(worker.desk());
    }
    question.salvage(worker.desk());
    return outcome;
  }

  private static Outcome outcome(
      Reply reply, double seconds, WorkerProcess worker, boolean restoring) {
    if (reply instanceof Failed failed) {
      return new Outcome.Failed(
          failed.error(),
          worker.logTail() + failed.trace(),
          restoring || failed.fault() == Failed.Fault.SOURCE);
    }
    if (reply instanceof Inapplicable inapplicable) {
      return new Outcome.Inapplicable(inapplicable.reason());
    }
    return new Outcome.Answered(reply, seconds);
  }

  private synchronized int deaths() {
    return deathsInARow;
  }

  private synchronized void alive() {
    deathsInARow = 0;
  }

  private synchronized void lost(String log) {
    deathsInARow++;
    lastWords = log;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
