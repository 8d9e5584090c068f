package dev.gauntlet.leaderboard.analysis;

import static dev.gauntlet.leaderboard.analysis.Analysis.present;

import dev.gauntlet.leaderboard.results.ResultsException;
import java.util.List;
import java.util.Locale;

/** Lines over one x axis; at least one. */
public record Lines(String title, Scale x, Scale y, List<Line> lines) implements Figure {
  /**
   * One line.
   *
   * @param name short: it stands at the line's end
   * @param colour from 1 to 6
   * @param dashed for what is only there to compare with
   * @param x of its points, at least one
   * @param y as many, finite
   */
  public record Line(String name, int colour, boolean dashed, List<Double> x, List<Double> y) {
    /** How many colours there are. */
    public static final int COLOURS = 6;

    public Line {
      present("name", name);
      if (colour < 1 || colour > COLOURS) {
        throw new ResultsException("'colour' is " + colour + ", expected 1 to " + COLOURS);
      }
      x = numbers("x", x);
      y = numbers("y", y);
      if (x.isEmpty() || x.size() != y.size()) {
        throw new ResultsException(
            String.format(
                Locale.ROOT,
                "line '%s' has %d x and %d y, expected as many, at least one",
                name,
                x.size(),
                y.size()));
      }
    }
  }

  public Lines {
    present("title", title);
    present("x", x);
    present("y", y);
    lines = List.copyOf(present("lines", lines));
    if (lines.isEmpty()) {
      throw new ResultsException("'lines' is empty");
    }
  }

  static List<Double> numbers(String field, List<Double> values) {
    for (Double value : present(field, values)) {
      if (value == null || !Double.isFinite(value)) {
        throw new ResultsException("'" + field + "' has " + value + ", expected a finite number");
      }
    }
    return List.copyOf(values);
  }
}
