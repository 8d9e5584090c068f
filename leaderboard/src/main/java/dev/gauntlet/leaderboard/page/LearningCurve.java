package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.figure.Axis;
import dev.gauntlet.leaderboard.figure.LineChart;
import dev.gauntlet.leaderboard.figure.Series;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A training's course, epoch by epoch.
 *
 * @param summary one sentence on the epoch that was kept; empty where that is not known
 * @param charts accuracy, then loss; without what was not measured
 * @param explanation what the charts show
 * @param watched the name of the third accuracy; empty where there is none
 * @param rows one an epoch
 */
public record LearningCurve(
    String summary, List<LineChart> charts, String explanation, String watched, List<Row> rows) {
  private static final String CLEAN = "clean";
  private static final String ROBUST = "robust";

  /**
   * One epoch as text; a dash stands for what was not measured.
   *
   * @param clean in percent without the sign, as is {@code robust}
   * @param watched likewise
   * @param kept whether its weights are the checkpoint's
   */
  public record Row(
      String epoch, String loss, String clean, String robust, String watched, boolean kept) {}

  static LearningCurve of(TrainingNotes notes) {
    List<TrainingNotes.Epoch> curve = notes.curve();
    List<LineChart> charts = new ArrayList<>();
    List<Series> accuracies =
        Stream.of(
                series(CLEAN, 1, curve, TrainingNotes.Epoch::clean),
                series(ROBUST, 2, curve, TrainingNotes.Epoch::robust),
                series(notes.watched(), 3, curve, TrainingNotes.Epoch::watched))
            .flatMap(Optional::stream)
            .toList();
    if (!accuracies.isEmpty()) {
      charts.add(
          chart(
              "accuracy",
              "Accuracy on held-out images, %",
              Axis.percent(),
              accuracies,
              Numbers::finePercent,
              notes));
    }
    Optional<Series> loss = series("", 3, curve, TrainingNotes.Epoch::loss);
    if (loss.isPresent()) {
      DoubleSummaryStatistics range =
          loss.get().points().stream().mapToDouble(Series.Point::y).summaryStatistics();
      charts.add(
          chart(
              "loss",
              "Training loss",
              Axis.withZero(range.getMin(), range.getMax()),
              List.of(loss.get()),
              Numbers::significant,
              notes));
    }
    return new LearningCurve(
        summary(notes),
        charts,
        explanation(accuracies, notes.watched(), loss.isPresent()),
        notes.watched(),
        curve.stream().map(epoch -> row(epoch, notes.kept())).toList());
  }

  private static Optional<Series> series(
      String name,
      int colour,
      List<TrainingNotes.Epoch> curve,
      Function<TrainingNotes.Epoch, OptionalDouble> measure) {
    List<Series.Point> points =
        curve.stream()
            .filter(epoch -> measure.apply(epoch).isPresent())
            .map(epoch -> new Series.Point(epoch.number(), measure.apply(epoch).getAsDouble()))
            .toList();
    return points.isEmpty() ? Optional.empty() : Optional.of(new Series(name, colour, points));
  }

  private static LineChart chart(
      String id,
      String title,
      Axis axis,
      List<Series> series,
      DoubleFunction<String> format,
      TrainingNotes notes) {
    List<TrainingNotes.Epoch> curve = notes.curve();
    int first = curve.get(0).number();
    int last = curve.get(curve.size() - 1).number();
    boolean drawn = curve.stream().anyMatch(epoch -> epoch.number() == notes.kept());
    return LineChart.of(
        new LineChart.Words("curve-" + id, title, description(series, format), "epoch"),
        Axis.whole(first, last),
        axis,
        series,
        drawn ? new LineChart.Mark(notes.kept(), "epoch " + notes.kept() + " kept") : null);
  }

  private static String description(List<Series> series, DoubleFunction<String> format) {
    StringBuilder description = new StringBuilder();
    for (Series one : series) {
      int last = one.points().size() - 1;
      description
          .append(one.name().isEmpty() ? "" : one.name() + ": ")
          .append(described(one.points().get(0), format))
          .append(last > 0 ? ", " + described(one.points().get(last), format) : "")
          .append(". ");
    }
    return description + "Every number is in the table below.";
  }

  private static String described(Series.Point point, DoubleFunction<String> format) {
    return format.apply(point.y()) + " after epoch " + (long) point.x();
  }

  private static String explanation(List<Series> accuracies, String watched, boolean loss) {
    String accuracy =
        accuracies.isEmpty()
            ? ""
            : "Accuracy on held-out images after each epoch"
                + (accuracies.stream().anyMatch(series -> series.name().equals(ROBUST))
                    ? "; robust: under the training's own attack"
                    : "; robust accuracy was not measured")
                + (watched.isEmpty()
                    ? ". "
                    : "; " + watched + ": under an attack that the training does not see. ");
    return accuracy + (loss ? "The loss is the mean over each epoch's steps." : "");
  }

  private static String summary(TrainingNotes notes) {
    return notes.curve().stream()
        .filter(epoch -> epoch.number() == notes.kept())
        .map(
            epoch -> {
              List<String> measures = new ArrayList<>();
              epoch
                  .clean()
                  .ifPresent(share -> measures.add(Numbers.finePercent(share) + " % clean"));
              epoch
                  .robust()
                  .ifPresent(share -> measures.add(Numbers.finePercent(share) + " % robust"));
              epoch.loss().ifPresent(loss -> measures.add("loss " + Numbers.significant(loss)));
              return "The weights are those of epoch "
                  + Numbers.count(notes.kept())
                  + " of "
                  + Numbers.count(notes.epochs())
                  + ": "
                  + String.join(", ", measures)
                  + ".";
            })
        .findFirst()
        .orElse("");
  }

  private static Row row(TrainingNotes.Epoch epoch, int kept) {
    return new Row(
        Numbers.count(epoch.number()),
        text(epoch.loss(), Numbers::significant),
        text(epoch.clean(), Numbers::finePercent),
        text(epoch.robust(), Numbers::finePercent),
        text(epoch.watched(), Numbers::finePercent),
        epoch.number() == kept);
  }

  private static String text(OptionalDouble value, DoubleFunction<String> format) {
    return value.isPresent() ? format.apply(value.getAsDouble()) : "–";
  }
}
