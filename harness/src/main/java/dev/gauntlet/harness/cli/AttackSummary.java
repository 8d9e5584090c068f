package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.inspection.AttackReport;
import dev.gauntlet.harness.inspection.Spread;
import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.Queries;
import dev.gauntlet.leaderboard.results.Share;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What 'attack' says at the end. */
final class AttackSummary {
  /** Below, four places would leave less than two digits that count. */
  private static final double SMALLEST_IN_PLACES = 1e-3;

  private final AttackReport report;
  private final List<String> lines = new ArrayList<>();

  private AttackSummary(AttackReport report) {
    this.report = report;
  }

  static List<String> of(AttackReport report) {
    AttackSummary summary = new AttackSummary(report);
    summary.write();
    return summary.lines;
  }

  private void write() {
    Cell cell = report.cell();
    lines.add(
        "%s on %s: %s%s, %s %s"
            .formatted(
                report.attack(),
                report.defense(),
                report.access(),
                report.targets().map(which -> ", targets " + which).orElse(""),
                report.norm(),
                number(report.epsilon())));
    fact("accuracy before", share(report.before()));
    fact("accuracy after", cell.total() == 0 ? "- (no image was attacked)" : after());
    fact("success", share(report.success()) + " of the images that were right before");
    if (report.targets().isPresent()) {
      fact("misclassified", count(cell.misclassified()) + ", whatever as");
      fact("target hit", count(cell.hits()) + ", right before or not");
    }
    fact("over budget", count(cell.clipped()) + ", clipped");
    fact("time", time());
    fact("queries", cell.queries() == null ? "none asked" : queries(cell.queries()));
    if (cell.unfinishedImages() > 0) {
      fact("unfinished", count(cell.unfinishedImages()) + ", left clean");
    }
    if (cell.attackFailedImages() + cell.defenseFailedImages() > 0) {
      fact(
          "failed",
          String.format(
              Locale.ROOT,
              "the attack on %d images, the defense on %d: %s",
              cell.attackFailedImages(),
              cell.defenseFailedImages(),
              PlainWriter.line(String.valueOf(cell.error()))));
    }
    lines.add("");
    distances();
  }

  private String time() {
    return report.secondsPer100() == 0
        ? "- (no batch was finished)"
        : String.format(Locale.ROOT, "%.2f s per 100 images", report.secondsPer100());
  }

  private String after() {
    return share(report.after())
        + (report.cell().unfinishedImages() > 0 ? ", an upper bound: see unfinished" : "");
  }

  private void distances() {
    if (report.distances().isEmpty()) {
      lines.add("No image was won: there is no distance to tell.");
      return;
    }
    Table table = new Table("DISTANCE, IMAGES WON", ">MEAN", ">MEDIAN", ">MAX");
    for (Map.Entry<String, Spread> norm : report.distances().entrySet()) {
      Spread spread = norm.getValue();
      table.row(
          norm.getKey(), number(spread.mean()), number(spread.median()), number(spread.max()));
    }
    lines.addAll(table.lines());
  }

  private void fact(String name, String value) {
    lines.add(String.format("  %-16s %s", name, value));
  }

  private static String queries(Queries queries) {
    return String.format(
        Locale.ROOT,
        "mean %.1f, median %.1f, max %d per image",
        queries.mean(),
        queries.median(),
        queries.max());
  }

  private static String share(Share share) {
    return String.format(
        Locale.ROOT, "%5.1f %% (%d of %d)", 100 * share.fraction(), share.correct(), share.total());
  }

  private static String count(long images) {
    return Words.count(images, "image");
  }

  /** In a column with as many places for all, but never as 0 where it is none. */
  static String number(double value) {
    if (value != 0 && Math.abs(value) < SMALLEST_IN_PLACES) {
      return new BigDecimal(value)
          .round(new MathContext(4))
          .stripTrailingZeros()
          .toString()
          .replace('E', 'e');
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.4f", value);
  }
}
