package dev.gauntlet.harness.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gauntlet.harness.execution.Detections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperatingPointTest {
  private static final int[] LABELS = {0, 1, 2, 3};

  /** The classifier is right on three of four clean images, and on one of four attacked ones. */
  private static final Detections CLEAN =
      new Detections(List.of(0, 1, 2, 0), List.of(0.1, 0.2, 0.6, 0.3), 0.5);

  private static final Detections ATTACKED =
      new Detections(List.of(0, 0, 0, 0), List.of(0.4, 0.9, 0.7, 0.5), 0.5);

  @Test
  void aRejectionIsRightOnAnAttackedImageAndWrongOnACleanOne() {
    OperatingPoint point = OperatingPoint.at(0.5, LABELS, CLEAN, ATTACKED);

    // Clean: image 2 is rejected, image 3 misclassified. Attacked: 1 and 2 are rejected, 0 is
    // right;
    // a score as high as the threshold is none above it.
    assertThat(point).isEqualTo(new OperatingPoint(0.5, 0.25, 0.5, 0.5, 0.75));
    assertThat(OperatingPoint.withoutRejection(LABELS, CLEAN, ATTACKED))
        .isEqualTo(new OperatingPoint(Double.POSITIVE_INFINITY, 0, 0.75, 0, 0.25));
  }

  @Test
  void accuracyIsWeighedByTheShareOfAttackedImages() {
    OperatingPoint point = new OperatingPoint(0.5, 0, 0.6, 0, 0.9);

    assertThat(point.accuracy(0)).isEqualTo(0.6);
    assertThat(point.accuracy(1)).isEqualTo(0.9);
    assertThat(point.accuracy(0.25)).isCloseTo(0.675, within(1e-12));
  }

  @Test
  void linesCrossWhereTheLossOnCleanImagesEqualsTheGainOnAttackedOnes() {
    OperatingPoint plain = new OperatingPoint(1, 0, 0.9, 0, 0.3);
    OperatingPoint detector = new OperatingPoint(0.5, 0.3, 0.6, 0.5, 0.7);

    // 0.3 lost, 0.4 won: (1 − ρ)·0.3 = ρ·0.4 at ρ = 3/7.
    double crossover = detector.aheadFrom(plain).orElseThrow();
    assertThat(crossover).isCloseTo(3 / 7.0, within(1e-12));
    assertThat(detector.accuracy(crossover)).isCloseTo(plain.accuracy(crossover), within(1e-12));
    assertThat(detector.accuracy(crossover + 0.01)).isGreaterThan(plain.accuracy(crossover + 0.01));
  }

  @Test
  void thePapersOwnNumbersCrossWhereItSays() {
    // GanDef, table 2, CIFAR-10: Pure PGD and GanDef-Comb on clean and PGD-2 images; 41.7 %.
    OperatingPoint purePgd = new OperatingPoint(1, 0, 0.8206, 0, 0.4833);
    OperatingPoint comb = new OperatingPoint(0.5, 0, 0.6397, 0, 0.7356);

    assertThat(comb.aheadFrom(purePgd).orElseThrow()).isCloseTo(0.417, within(0.001));
  }

  @Test
  void oneThatWinsNothingIsNeverAheadAndOneThatLosesNothingAlways() {
    OperatingPoint plain = new OperatingPoint(1, 0, 0.9, 0, 0.3);

    assertThat(new OperatingPoint(0.9, 0.1, 0.8, 0, 0.3).aheadFrom(plain)).isEmpty();
    assertThat(new OperatingPoint(0.9, 0, 0.9, 0, 0.3).aheadFrom(plain)).isEmpty();
    assertThat(new OperatingPoint(0.9, 0, 0.9, 0.1, 0.4).aheadFrom(plain))
        .isEqualTo(OptionalDouble.of(0));
  }

  @Test
  void aThresholdRejectsNoMoreThanTheShareItIsFor() {
    Detections scores =
        new Detections(
            IntStream.range(0, 100).mapToObj(i -> 0).toList(),
            IntStream.range(0, 100).mapToObj(i -> i / 100.0).toList(),
            0.5);

    double threshold = OperatingPoint.threshold(scores, 0.05);

    assertThat(scores.scores().stream().filter(score -> score > threshold)).hasSize(5);
    assertThat(OperatingPoint.threshold(scores, 0)).isEqualTo(0.99);
    Detections equal = new Detections(List.of(0, 0), List.of(0.5, 0.5), 0.5);
    assertThat(OperatingPoint.threshold(equal, 0.5)).isEqualTo(0.5);
  }
}
