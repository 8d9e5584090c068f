package dev.gauntlet.harness.analysis;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.execution.PerturbedImages;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The loss of a defense on the plane through its images that an attack's direction and a random one
 * orthogonal to it span: figure 3.3 of the e2SAD thesis.
 */
public final class LossSurface {
  /** Names the analysis. */
  public static final String KIND = "loss-surface";

  private static final String CITATION =
      "e2SAD: an efficient two-step adversarial defense (thesis), section 3.4 and figure 3.3";

  private final Subject subject;
  private final long seed;
  private final List<Double> steps;

  /**
   * The surface within a square around every image.
   *
   * @param seed of the random directions
   * @param radius half the square's side, in pixel units; the attack's radius where empty
   * @param points along each side, odd so that the images themselves are among them
   * @throws GauntletException if the points are few or even, or there is no radius in pixel units
   */
  public LossSurface(Subject subject, long seed, OptionalDouble radius, int points) {
    if (points < 3 || points % 2 == 0) {
      throw new GauntletException(
          "--points must be odd and at least 3, so that the clean images are one, got " + points);
    }
    if (radius.isEmpty() && subject.budget().norm() != Norm.LINF) {
      throw new GauntletException(
          "the budget %s says nothing of single pixels; give --radius, for example 0.3"
              .formatted(Subject.radius(subject.budget())));
    }
    this.subject = subject;
    this.seed = seed;
    double reach = radius.orElse(subject.budget().epsilon());
    int half = points / 2;
    this.steps = IntStream.rangeClosed(-half, half).mapToObj(i -> reach * i / half).toList();
  }

  /** Looks at every point. */
  public Report report() {
    List<List<Double>> losses = losses();
    int centre = steps.size() / 2;
    double clean = losses.get(centre).get(centre);
    double attacked = losses.get(centre).get(steps.size() - 1);
    double highest =
        losses.stream().flatMap(List::stream).mapToDouble(loss -> loss).max().orElseThrow();
    double reach = steps.get(steps.size() - 1);
    String finding =
        "Mean cross-entropy: %s on the clean images, %s at a = %s towards the attack, at most %s."
            .formatted(
                Text.number(clean),
                Text.number(attacked),
                Text.number(reach),
                Text.number(highest));
    Analysis analysis =
        subject.analysis(
            KIND,
            "Loss surface",
            finding,
            caption(),
            CITATION,
            new Surface(
                "Mean cross-entropy",
                "a, along sign(x_adv − x)",
                "b, along random signs orthogonal to it",
                steps,
                steps,
                losses),
            new Analysis.Table(
                List.of("a", "b", "mean cross-entropy"),
                List.of(
                    row(0, 0, clean),
                    row(reach, 0, attacked),
                    row(-reach, 0, losses.get(centre).get(0)),
                    row(0, reach, losses.get(steps.size() - 1).get(centre)),
                    row(0, -reach, losses.get(0).get(centre)))));
    return new Report(analysis, data(losses));
  }

  private static List<String> row(double a, double b, double loss) {
    return List.of(Text.number(a), Text.number(b), Text.number(loss));
  }

  private String caption() {
    return "Cross-entropy of the whole defense with the true labels at x + a·g₁ + b·g₂, every pixel"
        + " clipped to [0, 1], mean over "
        + subject.imagesInWords()
        + ". g₁ = sign(x_adv − x), x_adv by "
        + subject.attackInWords()
        + "; g₂: random signs, for each image, orthogonal to its g₁. Model: "
        + subject.modelInWords()
        + ". The flatter and the lower, the better; a rise to the right alone is the attack's.";
  }

  private List<List<Double>> losses() {
    LabeledImages images = subject.images();
    int size = Math.toIntExact(subject.attacked().imageShape().size());
    List<float[]> clean = new ArrayList<>();
    List<Directions> directions = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      clean.add(images.unitPixels(i, i + 1));
      directions.add(
          Directions.of(
              clean.get(i),
              subject.attacked().image(i),
              Draws.of(seed, images.ids().get(i), "orthogonal")));
    }
    List<List<Double>> losses = new ArrayList<>();
    for (double b : steps) {
      List<Double> row = new ArrayList<>();
      for (double a : steps) {
        float[] moved = new float[images.count() * size];
        for (int i = 0; i < images.count(); i++) {
          directions.get(i).step(clean.get(i), a, b, moved, i * size);
        }
        row.add(
            CrossEntropy.mean(
                subject
                    .examination()
                    .logits(PerturbedImages.of(moved, subject.attacked().imageShape())),
                images.labels()));
      }
      losses.add(row);
    }
    return losses;
  }

  private List<List<Object>> data(List<List<Double>> losses) {
    List<List<Object>> data = new ArrayList<>();
    data.add(List.of("a (pixel units)", "b (pixel units)", "mean cross-entropy (nats)"));
    for (int row = 0; row < steps.size(); row++) {
      for (int column = 0; column < steps.size(); column++) {
        data.add(List.of(steps.get(column), steps.get(row), losses.get(row).get(column)));
      }
    }
    return data;
  }
}
