package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.tuning.Arrangement;
import dev.gauntlet.harness.tuning.Load;
import dev.gauntlet.harness.tuning.Measurement;
import dev.gauntlet.harness.tuning.Measurements;
import dev.gauntlet.harness.tuning.NotKept;
import dev.gauntlet.harness.tuning.Rate;
import dev.gauntlet.harness.tuning.Subject;
import dev.gauntlet.harness.worker.EngineChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of measurements, with invented rates and loads. */
class TuningTest {
  private static final Load QUIET = new Load(1.5, 2);
  private static final Load BUSY = new Load(2.5, 2);
  private static final Load UNKNOWN = new Load(-1, 2);

  /** What was kept on a machine that compiled at the time. */
  private static final List<Rate> SPOILT =
      List.of(
          rate(2, 1, 100, 241), rate(1, 2, 100, 1146), rate(1, 2, 32, 1771), rate(1, 2, 256, 139));

  private static final List<Rate> CREDIBLE =
      List.of(
          rate(2, 1, 100, 1700),
          rate(1, 2, 100, 1146),
          rate(2, 1, 32, 1500),
          rate(2, 1, 256, 1800));

  @TempDir private Path home;
  private final List<String> said = new ArrayList<>();
  private final AtomicInteger measured = new AtomicInteger();

  @Test
  void whatIsCredibleIsKept() {
    assertThat(tuning(CREDIBLE, QUIET).arrangement(said::add))
        .isEqualTo(new Arrangement(2, 1, 256));
    assertThat(tuning(CREDIBLE, BUSY).arrangement(said::add)).isEqualTo(new Arrangement(2, 1, 256));

    assertThat(measured).hasValue(1);
    assertThat(tuning(CREDIBLE, QUIET).notKept()).isEmpty();
  }

  @Test
  void ratesThatContradictOneAnotherAreSaidAndNotKept() {
    Tuning tuning = tuning(SPOILT, UNKNOWN);

    assertThat(tuning.arrangement(said::add)).isEqualTo(tuning.unmeasured());

    assertThat(said).hasSize(2);
    assertThat(said.get(1))
        .contains("not kept, since the machine was busy")
        .contains(
            "2 x 1 threads with batches of 100 did 241 images x steps/s but 1 x 2 threads with batches of 100 did 1146")
        .contains("taking " + Tuning.words(tuning.unmeasured()));
    assertThat(tuning.known()).isEmpty();
    assertThat(tuning.notKept()).map(NotKept::rates).hasValue(SPOILT);
  }

  @Test
  void aLoadBeyondTheProcessorsWhileMeasuringIsSaidAndNothingIsKept() {
    List<Load> loads = new ArrayList<>(List.of(QUIET, BUSY));
    Tuning tuning = new Tuning(placement(), home, this::credible, () -> loads.remove(0));

    assertThat(tuning.arrangement(said::add)).isEqualTo(tuning.unmeasured());

    assertThat(measured).hasValue(1);
    assertThat(said.get(1)).contains("not kept", "the load average is 2.5 on 2 processors");
    assertThat(tuning.known()).isEmpty();
  }

  @Test
  void aBusyMachineIsNotMeasuredUnlessAskedTo() {
    Tuning tuning = tuning(CREDIBLE, BUSY);

    assertThat(tuning.arrangement(said::add)).isEqualTo(tuning.unmeasured());

    assertThat(measured).hasValue(0);
    assertThat(said).singleElement().asString().startsWith("not measured: the load average is 2.5");
    assertThat(tuning.notKept()).isPresent();
    assertThat(tuning.measure(said::add)).isEmpty();
    assertThat(measured).hasValue(1);
  }

  @Test
  void aLaterMeasurementThatIsCredibleIsKept() {
    tuning(SPOILT, QUIET).arrangement(said::add);
    tuning(CREDIBLE, QUIET).arrangement(said::add);

    assertThat(tuning(CREDIBLE, QUIET).known()).isPresent();
    assertThat(tuning(CREDIBLE, QUIET).notKept()).isEmpty();
  }

  @Test
  void whatAnEarlierVersionKeptThoughItContradictsItselfIsMeasuredAgain() {
    List<Subject> subjects = new ArrayList<>();
    new Tuning(
            placement(),
            home,
            subject -> {
              subjects.add(subject);
              return measurement(subject, CREDIBLE);
            },
            () -> QUIET)
        .measure(said::add);
    new Measurements(home).keep(measurement(subjects.get(0), SPOILT));

    assertThat(tuning(CREDIBLE, QUIET).known()).isEmpty();
  }

  @Test
  void unmeasuredThereIsAWorkerForEachProcessorWithTheUsualBatch() {
    Arrangement arrangement = tuning(CREDIBLE, BUSY).unmeasured();

    assertThat(arrangement.threads()).isEqualTo(1);
    assertThat(arrangement.batch()).isEqualTo(100);
    assertThat(arrangement.workers()).isBetween(1, Runtime.getRuntime().availableProcessors());
  }

  private Tuning tuning(List<Rate> rates, Load load) {
    return new Tuning(
        placement(),
        home,
        subject -> {
          measured.incrementAndGet();
          return measurement(subject, rates);
        },
        () -> load);
  }

  private Measurement credible(Subject subject) {
    measured.incrementAndGet();
    return measurement(subject, CREDIBLE);
  }

  private static Measurement measurement(Subject subject, List<Rate> rates) {
    return new Measurement(subject, "2026-12-01T08:00:00Z", 21, rates);
  }

  private static Placement placement() {
    return new Placement(EngineChoice.of("mxnet"), List.of(Placement.CPU), "asked for");
  }

  private static Rate rate(int workers, int threads, int batch, double imageSteps) {
    return new Rate(new Arrangement(workers, threads, batch), imageSteps);
  }
}
