package dev.gauntlet.engines;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tests an engine before results depend on it: as it is, then with each remedy, until it is right.
 * Verdicts are kept.
 */
public final class EngineTrust {
  private final EngineProcess process;
  private final Verdicts verdicts;
  private final Consumer<Subject> beforeTest;

  /**
   * A test by way of a process.
   *
   * @param verdicts what was found before
   * @param beforeTest is told what is about to be tested
   */
  public EngineTrust(EngineProcess process, Verdicts verdicts, Consumer<Subject> beforeTest) {
    this.process = process;
    this.verdicts = verdicts;
    this.beforeTest = beforeTest;
  }

  /**
   * What was found before, or is found now.
   *
   * @param subject asked again after a test: the first start of an engine unpacks its libraries
   */
  public Verdict verdict(Supplier<Subject> subject) {
    return verdicts.find(subject.get()).orElseGet(() -> test(subject));
  }

  private Verdict test(Supplier<Subject> tested) {
    long start = System.nanoTime();
    Subject subject = tested.get();
    beforeTest.accept(subject);
    List<Remedy> remedies = new ArrayList<>(List.of(Remedy.NONE));
    if (subject.device().equals("cpu")) {
      remedies.addAll(Remedy.of(subject.engine()));
    }
    List<Trial> trials = new ArrayList<>();
    for (Remedy remedy : remedies) {
      Trial trial = trial(remedy, subject.threads());
      trials.add(trial);
      // An engine that does not start is not helped by other kernels.
      if (trial.report().passed() || trial.report().operations() == 0) {
        break;
      }
    }
    Verdict verdict =
        new Verdict(
            tested.get(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            (System.nanoTime() - start) / 1e9,
            trials);
    // A missing library may be there tomorrow.
    if (verdict.first().report().operations() > 0) {
      verdicts.keep(verdict);
    }
    return verdict;
  }

  /** With one thread and with all: other kernels, other faults. Both at once, to be quick. */
  private Trial trial(Remedy remedy, int most) {
    List<CompletableFuture<Trial>> tests =
        new TreeSet<>(List.of(1, most))
            .stream()
                .map(
                    threads ->
                        CompletableFuture.supplyAsync(
                            () ->
                                new Trial(
                                    remedy, threads, process.test(remedy.environment(), threads)),
                            command -> new Thread(command, "engine-test").start()))
                .toList();
    List<Trial> trials = tests.stream().map(CompletableFuture::join).toList();
    return trials.stream()
        .filter(trial -> !trial.report().passed())
        .findFirst()
        .orElse(trials.get(trials.size() - 1));
  }
}
