package dev.gauntlet.harness.cli;

import dev.gauntlet.api.Fraction;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.analysis.LossSurface;
import dev.gauntlet.harness.execution.Workbench;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = LossSurface.KIND,
    description = {
      "The loss of a defense around its images, along an attack's direction and a random one (e2SAD,"
          + " figure 3.3).",
      "",
      "Mean cross-entropy at x + a·sign(x_adv − x) + b·(random signs orthogonal to it), pixels clipped"
          + " to [0, 1]."
    })
final class LossSurfaceCommand implements Runnable {
  @Parameters(
      paramLabel = "DEFENSE[@SEED]",
      description = "The id of an installed defense, trained with this seed (default seed: 1).")
  private String defense;

  @Option(
      names = "--radius",
      paramLabel = "SIZE",
      description =
          "The largest |a| and |b| in pixel units, for example 0.4 or 8/255 (default: the attack's"
              + " radius).")
  private String radius;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Along each side, odd; N × N in all (default: ${DEFAULT-VALUE}).")
  private int points = 21;

  @Mixin private AnalysisOptions options = new AnalysisOptions();
  @Mixin private AnalysisOutput output = new AnalysisOutput();

  @Override
  public void run() {
    output.check();
    OptionalDouble reach = reach();
    try (Workbench bench = options.open()) {
      LossSurface surface =
          new LossSurface(options.subject(defense, "fgsm", bench), options.seed(), reach, points);
      output.write(List.of(surface.report()));
    }
  }

  private OptionalDouble reach() {
    if (radius == null) {
      return OptionalDouble.empty();
    }
    OptionalDouble parsed = Fraction.parse(radius).stream().mapToDouble(size -> size).findFirst();
    if (parsed.isEmpty() || !(parsed.getAsDouble() > 0 && parsed.getAsDouble() <= 1)) {
      throw new GauntletException(
          "--radius is a number above 0 and up to 1, such as 0.3 or 8/255, got '"
              + radius
              + "'"
              + Fraction.hint(radius).map(hint -> "; " + hint).orElse(""));
    }
    return parsed;
  }
}
