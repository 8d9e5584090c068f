package dev.gauntlet.leaderboard.site;

import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.page.Drawing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The figures of an analysis as one SVG file that needs no style sheet: for papers and slides. */
public final class FigureFile {
  private FigureFile() {}

  /**
   * Writes the file.
   *
   * @throws UncheckedIOException if that fails
   */
  public static void write(Analysis analysis, Path file) {
    List<Drawing> drawings = Drawing.of(analysis.figures(), "figure");
    try {
      Templates.write(
          "figure-file.ftl",
          Map.of(
              "title", analysis.title(),
              "drawings", drawings,
              "width", drawings.stream().mapToInt(Drawing::width).max().orElse(0),
              "height", drawings.stream().mapToInt(Drawing::height).sum()),
          file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
