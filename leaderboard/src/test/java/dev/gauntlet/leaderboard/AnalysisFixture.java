package dev.gauntlet.leaderboard;

import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.AnalysisFiles;
import dev.gauntlet.leaderboard.analysis.Figure;
import dev.gauntlet.leaderboard.analysis.Lines;
import dev.gauntlet.leaderboard.analysis.Scale;
import dev.gauntlet.leaderboard.analysis.Surface;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.site.FigureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Invented analyses of the fixture's defenses: a surface, straight lines, layers, epochs. */
public final class AnalysisFixture {
  private AnalysisFixture() {}

  /** Writes all of them for mix-pgd into the fixture's run. */
  public static void write(Path run) throws IOException {
    for (Analysis analysis : List.of(surface(), rejection(), layers(), convergence())) {
      AnalysisFiles files = AnalysisFiles.of(run, analysis.defense());
      files.write(analysis);
      FigureFile.write(analysis, files.svg(analysis.kind()));
      Files.writeString(files.csv(analysis.kind()), "x,y\n1,2\n");
    }
  }

  /** Cross-entropy that rises to the right. */
  public static Analysis surface() {
    List<Double> at = IntStream.rangeClosed(-10, 10).mapToObj(i -> i * 0.03).toList();
    List<List<Double>> values = new ArrayList<>();
    for (double b : at) {
      values.add(at.stream().map(a -> Math.exp(6 * a) + 4 * b * b).toList());
    }
    return analysis(
        "loss-surface",
        List.of(
            new Surface(
                "Mean cross-entropy",
                "a, along sign(x_adv − x)",
                "b, along a random orthogonal direction",
                at,
                at,
                values)));
  }

  /** Accuracy against ρ. */
  public static Analysis rejection() {
    return analysis(
        "rejection",
        List.of(
            new Lines(
                "Accuracy, %",
                Scale.of("ρ: attacked images, %", Scale.Unit.PERCENT),
                Scale.of("accuracy", Scale.Unit.PERCENT),
                List.of(
                    line("no rejection", 3, true, 0.99, 0.2),
                    line("t = 0.5", 1, false, 0.8, 0.9),
                    line("t = 0.6", 4, false, 0.85, 0.8),
                    line("t = 0.7", 5, false, 0.9, 0.7),
                    line("t = 0.75", 6, false, 0.93, 0.65),
                    line("t = 0.8", 2, false, 0.95, 0.6)))));
  }

  /** Levels by layer. */
  public static Analysis layers() {
    return analysis(
        "layers",
        List.of(
            new Lines(
                "Relative perturbation of each layer",
                Scale.ofNames(
                    "layer",
                    List.of(
                        "image", "conv1", "pool1", "relu1", "conv2", "pool2", "relu2", "logits")),
                Scale.of("‖f(x*) − f(x)‖ / ‖f(x)‖", Scale.Unit.NUMBER),
                List.of(
                    line("attack", 1, false, 0.2, 0.2, 0.3, 0.3, 0.6, 0.7, 0.9, 1.4),
                    line("sign noise", 1, true, 0.2, 0.2, 0.2, 0.25, 0.2, 0.22, 0.2, 0.1)))));
  }

  /** Two charts. */
  public static Analysis convergence() {
    Scale epoch = Scale.of("epoch", Scale.Unit.WHOLE);
    Scale percent = Scale.of("accuracy", Scale.Unit.PERCENT);
    return analysis(
        "convergence",
        List.of(
            new Lines(
                "Clean accuracy on held-out images, %",
                epoch,
                percent,
                List.of(
                    line("pure-pgd", 1, false, 0.97, 0.975, 0.981),
                    line("adversarial-network", 2, false, 0.981, 0.985, 0.99))),
            new Lines(
                "Robust accuracy on held-out images, %",
                epoch, percent, List.of(line("pure-pgd", 1, false, 0.3, 0.7, 0.9)))));
  }

  private static Lines.Line line(String name, int colour, boolean dashed, double... y) {
    return new Lines.Line(
        name,
        colour,
        dashed,
        IntStream.range(0, y.length).mapToObj(i -> (double) i).toList(),
        DoubleStream.of(y).boxed().toList());
  }

  private static Analysis analysis(String kind, List<Figure> figures) {
    DefenseResult defense =
        Fixture.results().defenses().stream()
            .filter(one -> one.id().equals("mix-pgd"))
            .findFirst()
            .orElseThrow();
    return new Analysis(
        Analysis.SCHEMA_VERSION,
        kind,
        defense.id(),
        defense.checkpoint().key(),
        "mnist-mini",
        Instant.parse("2026-11-21T10:00:00Z"),
        "Title of " + kind,
        "It was found out.",
        "PGD (steps 40, step-size 0.01), white-box, L∞ 0.3, on the first 100 test images.",
        "Nobody. Nothing. https://example.org/nothing",
        figures,
        new Analysis.Table(List.of("threshold", "clean, %"), List.of(List.of("0.5", "80.00"))));
  }
}
