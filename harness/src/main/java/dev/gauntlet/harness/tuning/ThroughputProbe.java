package dev.gauntlet.harness.tuning;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.EngineChoice;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.WorkerProcess;
import dev.gauntlet.harness.worker.WorkerSettings;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Probe;
import dev.gauntlet.harness.worker.message.Probed;
import dev.gauntlet.harness.worker.message.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Lets real workers take gradient steps side by side, in one arrangement after another. */
public final class ThroughputProbe {
  private static final double WARM_UP_SECONDS = 0.5;
  private static final double TRIAL_SECONDS = 1;
  private static final int TRIALS = 3;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final EngineChoice engine;
  private final List<String> gpus;
  private final int processors;
  private final long memoryBytes;
  private final Path scratch;

  /**
   * A probe.
   *
   * @param gpus a worker each; empty measures the processors
   * @param processors to share among the workers
   * @param memoryBytes of the machine: no more workers are tried than find room
   * @param scratch a folder for the workers' logs and files, cleared by whoever made it
   */
  public ThroughputProbe(
      EngineChoice engine, List<String> gpus, int processors, long memoryBytes, Path scratch) {
    this.engine = engine;
    this.gpus = List.copyOf(gpus);
    this.processors = processors;
    this.memoryBytes = memoryBytes;
    this.scratch = scratch;
  }

  /**
   * Measures; takes about five seconds an arrangement.
   *
   * @throws GauntletException if a worker does not come up or does not answer
   */
  public Measurement measure(Subject subject) {
    long start = System.nanoTime();
    List<Rate> rates = new ArrayList<>();
    List<Integer> numbers =
        gpus.isEmpty() ? Candidates.workers(processors, memoryBytes) : List.of(gpus.size());
    for (int workers : numbers) {
      rates.addAll(trial(workers, List.of(Measurement.USUAL_BATCH)));
    }
    Arrangement crew = measurement(subject, start, rates).best();
    rates.addAll(trial(crew.workers(), Candidates.batches(!gpus.isEmpty())));
    return measurement(subject, start, rates);
  }

  private static Measurement measurement(Subject subject, long start, List<Rate> rates) {
    return new Measurement(
        subject,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        (System.nanoTime() - start) / 1e9,
        rates);
  }

  private List<Rate> trial(int workers, List<Integer> batches) {
    List<Integer> seats = new ArrayList<>();
    for (int seat = 0; seat < workers; seat++) {
      seats.add(seat);
    }
    List<WorkerProcess> crew = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      together(threads, seats, seat -> start(seat, workers, crew));
      List<Rate> rates = new ArrayList<>();
      for (int batch : batches) {
        // Everybody is warm before anybody is timed.
        together(threads, crew, worker -> ask(worker, new Probe(batch, WARM_UP_SECONDS)));
        // The best of a few short trials: whatever else runs here only ever takes away.
        double rate = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
          rate = Math.max(rate, rate(threads, crew, batch));
        }
        rates.add(
            new Rate(
                new Arrangement(workers, WorkerSettings.threadsEach(processors, workers), batch),
                rate));
      }
      return rates;
    } finally {
      threads.shutdownNow();
      synchronized (crew) {
        crew.forEach(WorkerProcess::close);
      }
    }
  }

  private static double rate(ExecutorService threads, List<WorkerProcess> crew, int batch) {
    return together(threads, crew, worker -> ask(worker, new Probe(batch, TRIAL_SECONDS))).stream()
        .mapToDouble(done -> done.imageSteps() / done.seconds())
        .sum();
  }

  private WorkerProcess start(int seat, int workers, List<WorkerProcess> crew) {
    WorkerSettings settings =
        new WorkerSettings(
            engine,
            gpus.isEmpty() ? "cpu" : gpus.get(seat),
            WorkerSettings.threadsEach(processors, workers),
            new Unconfined(),
            Limits.DEFAULT,
            scratch,
            scratch);
    WorkerProcess worker = WorkerProcess.start(new WorkerKind(Role.ATTACK, List.of()), settings);
    synchronized (crew) {
      crew.add(worker);
    }
    return worker;
  }

  private static Probed ask(WorkerProcess worker, Probe probe) {
    Reply reply = worker.ask(probe, LIMIT, progress -> {});
    if (reply instanceof Probed probed) {
      return probed;
    }
    String error = reply instanceof Failed failed ? failed.error() : "it answers " + reply;
    throw new GauntletException("a worker cannot be measured: " + error);
  }

  private static <T, R> List<R> together(
      ExecutorService threads, List<T> all, Function<T, R> action) {
    List<Future<R>> pending = new ArrayList<>();
    for (T one : List.copyOf(all)) {
      pending.add(threads.submit(() -> action.apply(one)));
    }
    List<R> results = new ArrayList<>();
    try {
      for (Future<R> future : pending) {
        results.add(future.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GauntletException failure) {
        throw failure;
      }
      throw new IllegalStateException("the probe itself failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
    return results;
  }
}
