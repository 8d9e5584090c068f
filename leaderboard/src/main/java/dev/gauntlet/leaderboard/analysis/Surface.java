package dev.gauntlet.leaderboard.analysis;

import static dev.gauntlet.leaderboard.analysis.Analysis.present;
import static dev.gauntlet.leaderboard.analysis.Lines.numbers;

import dev.gauntlet.leaderboard.results.ResultsException;
import java.util.List;
import java.util.Locale;

/**
 * A value over a plane.
 *
 * @param x the title of the horizontal axis
 * @param y the title of the vertical axis
 * @param xs rising, at least two
 * @param ys rising, at least two
 * @param values a row for each of {@code ys}, as long as {@code xs}; at least 0
 */
public record Surface(
    String title, String x, String y, List<Double> xs, List<Double> ys, List<List<Double>> values)
    implements Figure {
  public Surface {
    present("title", title);
    present("x", x);
    present("y", y);
    xs = rising("xs", xs);
    ys = rising("ys", ys);
    values = present("values", values).stream().map(row -> numbers("values", row)).toList();
    int columns = xs.size();
    if (values.size() != ys.size() || values.stream().anyMatch(row -> row.size() != columns)) {
      throw new ResultsException(
          String.format(Locale.ROOT, "'values' must be %d rows of %d numbers", ys.size(), columns));
    }
    if (values.stream().flatMap(List::stream).anyMatch(value -> value < 0)) {
      throw new ResultsException("'values' has a number below 0");
    }
  }

  private static List<Double> rising(String field, List<Double> values) {
    List<Double> checked = numbers(field, values);
    for (int i = 1; i < checked.size(); i++) {
      if (checked.get(i) <= checked.get(i - 1)) {
        throw new ResultsException("'" + field + "' must rise");
      }
    }
    if (checked.size() < 2) {
      throw new ResultsException("'" + field + "' has fewer than two numbers");
    }
    return checked;
  }
}
