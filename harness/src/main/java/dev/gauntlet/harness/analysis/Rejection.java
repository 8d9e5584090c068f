package dev.gauntlet.harness.analysis;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.execution.Detections;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.Lines;
import dev.gauntlet.leaderboard.analysis.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Accuracy of a defense that rejects against the share ρ of images that are attacked, for several
 * thresholds of its detector: figure 4 of the GanDef paper.
 */
public final class Rejection {
  /** Names the analysis. */
  public static final String KIND = "rejection";

  private static final String CITATION =
      "Liu, Khalil, Khreishah: GanDef: a GAN based adversarial training defense for neural network"
          + " classifier (2019), section 4.3 and figure 4";

  /** Of the clean images, where nobody names thresholds. */
  private static final double[] REJECTED = {0.01, 0.05, 0.1, 0.2};

  private static final int MOST_THRESHOLDS = 12;
  private static final int RHO_STEPS = 20;
  private static final int OWN = 1;
  private static final int PLAIN = 3;
  private static final int[] OTHERS = {2, 4, 5, 6};

  private final Subject subject;
  private final List<Double> wanted;

  /**
   * The trade-off of a detector.
   *
   * @param thresholds beside the detector's own; where there are none, those that reject few of the
   *     clean images
   * @throws GauntletException if there are too many, or one is outside [0, 1]
   */
  public Rejection(Subject subject, List<Double> thresholds) {
    if (thresholds.size() > MOST_THRESHOLDS) {
      throw new GauntletException(
          String.format(
              Locale.ROOT,
              "at most %d --thresholds fit into the figure, got %d",
              MOST_THRESHOLDS,
              thresholds.size()));
    }
    for (double threshold : thresholds) {
      if (!(threshold >= 0 && threshold <= 1)) {
        throw new GauntletException("--thresholds are scores from 0 to 1, got " + threshold);
      }
    }
    this.subject = subject;
    this.wanted = List.copyOf(thresholds);
  }

  /**
   * Looks at the detector's scores.
   *
   * @throws dev.gauntlet.harness.execution.ExaminationException if there is no detector
   */
  public Report report() {
    Detections clean = subject.examination().detections(subject.clean());
    Detections attacked = subject.examination().detections(subject.attacked());
    int[] labels = subject.images().labels();
    OperatingPoint plain = OperatingPoint.withoutRejection(labels, clean, attacked);
    OperatingPoint own = OperatingPoint.at(clean.threshold(), labels, clean, attacked);
    List<OperatingPoint> points =
        Arrays.stream(thresholds(clean))
            .mapToObj(threshold -> OperatingPoint.at(threshold, labels, clean, attacked))
            .toList();
    Analysis analysis =
        subject.analysis(
            KIND,
            "Rejection",
            finding(own, plain),
            caption(),
            CITATION,
            new Lines(
                "Accuracy, %",
                Scale.of("ρ: share of images that are attacked, %", Scale.Unit.PERCENT),
                Scale.of("accuracy", Scale.Unit.PERCENT),
                lines(points, own, plain)),
            table(points, plain));
    return new Report(analysis, data(points, plain));
  }

  private double[] thresholds(Detections clean) {
    DoubleStream others =
        wanted.isEmpty()
            ? Arrays.stream(REJECTED).map(share -> OperatingPoint.threshold(clean, share))
            : wanted.stream().mapToDouble(threshold -> threshold);
    return OperatingPoint.distinct(
        DoubleStream.concat(DoubleStream.of(clean.threshold()), others).toArray());
  }

  private static String finding(OperatingPoint own, OperatingPoint plain) {
    OptionalDouble from = own.aheadFrom(plain);
    return "At its own threshold %s it is right on %s %% of the clean and %s %% of the attacked images, without rejection on %s %% and %s %%; it is ahead %s."
        .formatted(
            Text.number(own.threshold()),
            Text.percent(own.clean()),
            Text.percent(own.attacked()),
            Text.percent(plain.clean()),
            Text.percent(plain.attacked()),
            from.isPresent()
                ? "where more than ρ = " + Text.percent(from.getAsDouble()) + " % are attacked"
                : "at no ρ");
  }

  private String caption() {
    return "Of "
        + subject.imagesInWords()
        + " a share ρ is attacked by "
        + subject.attackInWords()
        + ". A clean image is right where it is classified correctly and not rejected, an attacked"
        + " one where it is rejected or classified correctly: accuracy = (1 − ρ)·clean +"
        + " ρ·attacked. t: an image with a higher score is rejected"
        + (wanted.isEmpty()
            ? "; beside the detector's own, those that reject at most 1, 5, 10 and 20 % of the"
                + " clean images"
            : "")
        + ". Dashed: the same classifier without rejection. Model: "
        + subject.modelInWords()
        + ".";
  }

  private static List<Lines.Line> lines(
      List<OperatingPoint> points, OperatingPoint own, OperatingPoint plain) {
    List<Lines.Line> lines = new ArrayList<>();
    lines.add(line("no rejection", PLAIN, true, plain));
    int others = 0;
    for (OperatingPoint point : points) {
      boolean isOwn = point.threshold() == own.threshold();
      int colour = isOwn ? OWN : OTHERS[others++ % OTHERS.length];
      lines.add(line("t = " + Text.number(point.threshold()), colour, false, point));
    }
    return lines;
  }

  private static Lines.Line line(String name, int colour, boolean dashed, OperatingPoint point) {
    return new Lines.Line(
        name, colour, dashed, List.of(0.0, 1.0), List.of(point.accuracy(0), point.accuracy(1)));
  }

  private static Analysis.Table table(List<OperatingPoint> points, OperatingPoint plain) {
    List<List<String>> rows = new ArrayList<>();
    for (OperatingPoint point : points) {
      OptionalDouble from = point.aheadFrom(plain);
      rows.add(
          List.of(
              Text.number(point.threshold()),
              Text.percent(point.cleanRejected()),
              Text.percent(point.clean()),
              Text.percent(point.attackedRejected()),
              Text.percent(point.attacked()),
              from.isPresent() ? Text.percent(from.getAsDouble()) : "never"));
    }
    rows.add(
        List.of(
            "no rejection",
            "0.00",
            Text.percent(plain.clean()),
            "0.00",
            Text.percent(plain.attacked()),
            "–"));
    return new Analysis.Table(
        List.of(
            "threshold",
            "clean rejected, %",
            "clean right, %",
            "attacked rejected, %",
            "attacked right, %",
            "ahead from ρ, %"),
        rows);
  }

  private static List<List<Object>> data(List<OperatingPoint> points, OperatingPoint plain) {
    List<List<Object>> data = new ArrayList<>();
    data.add(
        List.of(
            "threshold (score)",
            "rho (share attacked)",
            "accuracy (share)",
            "accuracy without rejection (share)"));
    for (OperatingPoint point : points) {
      for (double rho : OperatingPoint.rhos(RHO_STEPS)) {
        data.add(List.of(point.threshold(), rho, point.accuracy(rho), plain.accuracy(rho)));
      }
    }
    return data;
  }
}
