package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plan.Task;
import dev.gauntlet.harness.store.Draft;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Spec;
import dev.gauntlet.harness.store.StoreException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A task on many images, a unit being a batch of them. Each batch that succeeds is stored at once,
 * so that a crash costs no more than one; one that fails is not, and is tried again next time.
 */
abstract class BatchJob implements Job {
  private final Task task;
  private final int images;
  private final RunContext context;
  private final Map<Integer, Entry> finished = new TreeMap<>();
  private Trouble trouble;
  private String inapplicable;
  private int done;
  private boolean cached;

  BatchJob(Task task, int images, RunContext context) {
    this.task = task;
    this.images = images;
    this.context = context;
  }

  /** Takes the result from the store, if it is there. */
  abstract boolean recall();

  /** Why nothing can be computed, if so. */
  abstract Optional<Outcome.Failed> obstacle();

  /** The key of the whole result. */
  abstract Key resultKey();

  /**
   * Looks into what an earlier run stored of a batch.
   *
   * @throws StoreException if it cannot be used
   */
  abstract void check(Entry batch);

  /** Puts the question of a batch to a worker. */
  abstract Outcome ask(Range batch);

  /**
   * Checks a worker's answer and writes what is to be kept of it.
   *
   * @throws OutputException if it cannot be scored
   */
  abstract void keep(Range batch, Outcome.Answered answer, Path directory);

  /** Lets go of the workers; there may be none. */
  abstract void release();

  /** A batch has failed. */
  abstract void failed(Range batch, boolean sourceAtFault);

  /** Makes the result of the batches. */
  abstract void assemble();

  final RunContext context() {
    return context;
  }

  @Override
  public final int open() {
    cached = recall();
    if (cached) {
      return 0;
    }
    Optional<Outcome.Failed> obstacle = obstacle();
    if (obstacle.isPresent()) {
      fail(new Range(0, images), obstacle.get());
      return 0;
    }
    context.listener().on(new Event.Started(task.key(), task.title(), images));
    return batches();
  }

  @Override
  public final void run(int unit) {
    Range batch = batch(unit);
    Spec spec = spec(batch);
    Optional<Entry> known =
        context
            .store()
            .find(
                Kind.BATCH,
                spec.key(),
                entry -> {
                  check(entry);
                  return entry;
                });
    if (known.isPresent()) {
      finish(unit, known.get());
    } else if (inapplicable().isEmpty()) {
      accept(unit, batch, spec, ask(batch));
    }
    advance(batch, known.isPresent());
  }

  private void accept(int unit, Range batch, Spec spec, Outcome outcome) {
    if (outcome instanceof Outcome.Answered answered) {
      try (Draft draft = context.store().draft(spec)) {
        keep(batch, answered, draft.directory());
        finish(unit, draft.commit());
      } catch (OutputException e) {
        blame(batch, new Outcome.Failed(e.getMessage(), "", false));
      }
    } else if (outcome instanceof Outcome.Failed failure) {
      blame(batch, failure);
    } else if (outcome instanceof Outcome.Inapplicable reason) {
      doesNotApply(reason.reason());
    }
  }

  private void blame(Range batch, Outcome.Failed failure) {
    context.store().requireRoom(failure.error());
    fail(batch, failure);
  }

  private Spec spec(Range batch) {
    return Spec.of(
        Kind.BATCH, Map.of("of", resultKey().hex(), "from", batch.from(), "to", batch.to()));
  }

  @Override
  public final void close() {
    release();
    if (!cached) {
      settle();
    }
    context
        .listener()
        .on(
            trouble == null
                ? new Event.Finished(task.key(), task.title(), cached)
                : new Event.Failed(task.key(), task.title(), trouble.error()));
  }

  private void settle() {
    try {
      assemble();
    } catch (StoreException e) {
      // Another harness with the same work may have finished it and removed the batches.
      if (!recall()) {
        throw e;
      }
      return;
    }
    if (complete()) {
      finished.values().forEach(context.store()::remove);
    }
  }

  /** Where the whole result is there: a run that was killed just then has left its batches. */
  final void forgetBatches() {
    for (int n = 0; n < batches(); n++) {
      context.store().find(Kind.BATCH, spec(batch(n)).key()).ifPresent(context.store()::remove);
    }
  }

  final int batches() {
    return (images + context.batch() - 1) / context.batch();
  }

  final Range batch(int n) {
    return Range.batch(n, context.batch(), images);
  }

  /** What a batch left in the store; empty if it failed. */
  final synchronized Optional<Entry> finished(int n) {
    return Optional.ofNullable(finished.get(n));
  }

  /** Whether every batch succeeded. */
  final synchronized boolean complete() {
    return finished.size() == batches();
  }

  /** The first thing that went wrong. */
  final synchronized Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  final synchronized Optional<String> inapplicable() {
    return Optional.ofNullable(inapplicable);
  }

  private synchronized void doesNotApply(String reason) {
    inapplicable = reason;
  }

  private synchronized void finish(int unit, Entry entry) {
    finished.put(unit, entry);
  }

  private synchronized void fail(Range batch, Outcome.Failed failure) {
    if (trouble == null) {
      trouble = new Trouble(failure.error(), failure.log());
    }
    failed(batch, failure.sourceAtFault());
  }

  private synchronized void advance(Range batch, boolean known) {
    done += batch.count();
    context
        .listener()
        .on(
            known
                ? new Event.Resumed(task.key(), task.title(), done, images)
                : new Event.Advanced(task.key(), task.title(), done, images, ""));
  }
}
