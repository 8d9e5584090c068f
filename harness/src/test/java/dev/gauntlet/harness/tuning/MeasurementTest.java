package dev.gauntlet.harness.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementTest {
  private static final Subject SUBJECT = new Subject("MXNet", "1.9.1", "a processor", 4, "0.1.0");

  @Test
  void theFastestIsChosen() {
    assertThat(best(rate(4, 1, 100, 1000), rate(2, 2, 100, 1500), rate(1, 4, 100, 900)))
        .isEqualTo(new Arrangement(2, 2, 100));
  }

  @Test
  void withinTheNoiseTheMostWorkersAreChosen() {
    assertThat(best(rate(4, 1, 100, 951), rate(2, 2, 100, 1000), rate(1, 4, 100, 980)))
        .isEqualTo(new Arrangement(4, 1, 100));
  }

  @Test
  void anotherBatchIsChosenOnlyWhereItIsFasterThanNoise() {
    Rate usual = rate(4, 1, 100, 1000);
    assertThat(best(usual, rate(4, 1, 32, 1040)).batch()).isEqualTo(100);
    assertThat(best(usual, rate(4, 1, 32, 1100), rate(4, 1, 256, 1050)).batch()).isEqualTo(32);
  }

  @Test
  void aFastBatchOfOtherWorkersDoesNotCount() {
    assertThat(best(rate(4, 1, 100, 1000), rate(1, 4, 100, 500), rate(1, 4, 256, 5000)))
        .isEqualTo(new Arrangement(4, 1, 100));
  }

  @Test
  void aMeasurementIsKeptForItsSubjectOnly(@TempDir Path home) {
    Measurement measurement =
        new Measurement(SUBJECT, "2026-11-21T06:00:00Z", 12.5, List.of(rate(4, 1, 100, 1000)));
    Measurements measurements = new Measurements(home);
    assertThat(measurements.find(SUBJECT)).isEmpty();

    measurements.keep(measurement);

    assertThat(measurements.find(SUBJECT)).hasValue(measurement);
    assertThat(measurements.find(new Subject("MXNet", "1.9.1", "a processor", 8, "0.1.0")))
        .isEmpty();
    assertThat(measurements.find(new Subject("MXNet", "1.9.1", "a processor", 4, "0.2.0")))
        .isEmpty();
  }

  @Test
  void aDamagedFileIsAsGoodAsNone(@TempDir Path home) throws IOException {
    Measurements measurements = new Measurements(home);
    Files.createDirectories(measurements.file(SUBJECT).getParent());
    Files.writeString(measurements.file(SUBJECT), "{\"rates\": [");

    assertThat(measurements.find(SUBJECT)).isEmpty();
  }

  @Test
  void neighboursThatDifferByMoreThanTwiceCannotBothBeTrue() {
    assertThat(doubt("a processor", rate(2, 1, 100, 1000), rate(1, 2, 100, 501))).isEmpty();
    assertThat(doubt("a processor", rate(2, 1, 100, 1000), rate(1, 2, 100, 499))).isPresent();
    assertThat(doubt("a processor", rate(2, 1, 100, 499), rate(1, 2, 100, 1000))).isPresent();
    assertThat(doubt("a processor", rate(2, 1, 100, 0), rate(1, 2, 100, 0))).isPresent();
    // Next to each other are 32, 100 and 256.
    assertThat(
            doubt("a processor", rate(1, 1, 100, 900), rate(1, 1, 32, 500), rate(1, 1, 256, 1500)))
        .isEmpty();
    assertThat(doubt("a processor", rate(1, 1, 100, 900), rate(1, 1, 32, 400))).isPresent();
  }

  @Test
  void aGpuMayTakeNoLongerForALargerBatch() {
    assertThat(doubt("gpu0", rate(1, 1, 100, 1000), rate(1, 1, 256, 2500))).isEmpty();
    assertThat(doubt("gpu0", rate(1, 1, 100, 1000), rate(1, 1, 256, 2600))).isPresent();
    assertThat(doubt("gpu0", rate(1, 1, 100, 1000), rate(1, 1, 256, 400))).isPresent();
  }

  @Test
  void theProcessorsOfThisMachineAreCounted() {
    assertThat(Load.now().processors())
        .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  private static Optional<String> doubt(String device, Rate... rates) {
    Subject subject = new Subject("MXNet", "1.9.1", device, 4, "0.1.0");
    return Disturbance.of(new Measurement(subject, "", 1, List.of(rates)));
  }

  @Property
  void noCandidateAsksForMoreThreadsThanThereAreProcessors(
      @ForAll @IntRange(min = 1, max = 512) int processors,
      @ForAll @IntRange(min = 1, max = 1024) int gibibytes) {
    List<Integer> workers = Candidates.workers(processors, (long) gibibytes << 30);

    assertThat(workers).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(4);
    assertThat(workers)
        .allSatisfy(
            n -> {
              assertThat(n).isBetween(1, Math.min(processors, gibibytes));
              assertThat(n * WorkerSettings.threadsEach(processors, n))
                  .isLessThanOrEqualTo(processors);
            });
    assertThat(workers).isNotEmpty();
  }

  @Property
  void threadsAreNeverMoreThanProcessorsUnlessWorkersAre(
      @ForAll @IntRange(min = 1, max = 512) int processors,
      @ForAll @IntRange(min = 1, max = 512) int workers) {
    int threads = WorkerSettings.threadsEach(processors, workers);

    assertThat(threads).isPositive();
    assertThat(workers * threads).isLessThanOrEqualTo(Math.max(processors, workers));
  }

  private static Arrangement best(Rate... rates) {
    return new Measurement(SUBJECT, "", 1, List.of(rates)).best();
  }

  private static Rate rate(int workers, int threads, int batch, double imageSteps) {
    return new Rate(new Arrangement(workers, threads, batch), imageSteps);
  }
}
