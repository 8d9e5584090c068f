package dev.gauntlet.harness.analysis;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.Examination;
import dev.gauntlet.harness.execution.PerturbedImages;
import dev.gauntlet.harness.plan.Checkpoint;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.PlannedCell;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.Figure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A trained defense, images, and what an attack made of them. */
public final class Subject {
  private final PlannedCell cell;
  private final String dataset;
  private final LabeledImages images;
  private final PerturbedImages attacked;
  private final Examination examination;

  private Subject(PlannedCell cell, Plan plan, Path file, Examination examination) {
    this.cell = cell;
    this.dataset = plan.slice().dataset().name();
    this.images = plan.slice().images();
    this.attacked = PerturbedImages.read(file);
    this.examination = examination;
  }

  /**
   * The subject of a finished run.
   *
   * @param plan of one attack on one defense
   * @param examination of that defense's model
   * @return empty where the two cannot meet
   */
  public static Optional<Subject> of(Plan plan, EvaluationResult result, Examination examination) {
    return result.images().values().stream()
        .findFirst()
        .map(file -> new Subject(plan.cells().get(0), plan, file, examination));
  }

  /** The id of the defense. */
  public String defense() {
    return cell.defense().id();
  }

  /** The model. */
  public Checkpoint checkpoint() {
    return cell.defense().checkpoint();
  }

  Examination examination() {
    return examination;
  }

  LabeledImages images() {
    return images;
  }

  PerturbedImages clean() {
    return PerturbedImages.clean(images);
  }

  PerturbedImages attacked() {
    return attacked;
  }

  /** The id of the attack. */
  String attack() {
    return cell.attack().entry().id();
  }

  /** What the attack may change. */
  public Budget budget() {
    return cell.attackTask().rules().budget();
  }

  /** For example {@code pgd (steps 40, step-size 0.01), white-box, L∞ 0.3}. */
  String attackInWords() {
    Map<String, Object> parameters = cell.attack().parameters();
    String settings =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    List<String> sources =
        cell.attack().entry().sources().stream()
            .map(source -> source.defense() + "@" + source.seed())
            .toList();
    return attack()
        + (settings.isEmpty() ? "" : " (" + settings + ")")
        + ", "
        + cell.attack().entry().access().word()
        + (sources.isEmpty() ? "" : " from " + String.join(", ", sources))
        + ", "
        + radius(budget());
  }

  /** For example {@code the first 100 test images of mnist}. */
  String imagesInWords() {
    return String.format(Locale.ROOT, "the first %d test images of %s", images.count(), dataset);
  }

  String modelInWords() {
    return checkpoint().model().title();
  }

  /** An analysis of this model, made now. */
  Analysis analysis(
      String kind,
      String title,
      String finding,
      String caption,
      String citation,
      Figure figure,
      Analysis.Table table) {
    return new Analysis(
        Analysis.SCHEMA_VERSION,
        kind,
        defense(),
        checkpoint().key().hex(),
        dataset,
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        title,
        finding,
        caption,
        citation,
        List.of(figure),
        table);
  }

  /** As the field writes radii: 8/255 where it is one, the plain number or 1e-9 otherwise. */
  static String radius(Budget budget) {
    BigDecimal plain =
        new BigDecimal(budget.epsilon()).round(new MathContext(4)).stripTrailingZeros();
    double steps = 255 * budget.epsilon();
    boolean isFraction =
        budget.norm() == Norm.LINF
            && Math.abs(plain.doubleValue() - budget.epsilon()) > 1e-9
            && Math.abs(steps - Math.rint(steps)) < 1e-4;
    String norm =
        switch (budget.norm()) {
          case LINF -> "L∞";
          case L2 -> "L₂";
          case L0 -> "L₀";
        };
    return norm
        + " "
        + (isFraction ? Math.round(steps) + "/255" : Text.number(plain.doubleValue()));
  }
}
