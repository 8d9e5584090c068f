package dev.gauntlet.harness.inspection;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.execution.Distances;
import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.PerturbedImages;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.PlannedCell;
import dev.gauntlet.harness.publish.Picture;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.AttackRecord;
import dev.gauntlet.harness.scoring.BatchTime;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.DefenseRecord;
import dev.gauntlet.harness.scoring.JudgedImages;
import dev.gauntlet.harness.scoring.Scorer;
import dev.gauntlet.harness.scoring.Scores;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.suite.Targets;
import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A finished run of one attack on one defense. */
public final class Inspection {
  private final PlannedCell planned;
  private final Dataset dataset;
  private final LabeledImages images;
  private final PerturbedImages perturbed;
  private final AttackRecord attack;
  private final DefenseRecord defense;
  private final CellRecord cell;
  private final Scores scores;
  private final JudgedImages judged;

  private Inspection(Plan plan, EvaluationResult result, Path file) {
    this.planned = plan.cells().get(0);
    this.dataset = plan.slice().dataset();
    this.images = plan.slice().images();
    this.perturbed = PerturbedImages.read(file);
    this.attack = result.observations().attacks().get(0);
    this.defense = result.observations().defenses().get(0);
    this.cell = result.observations().cells().get(0);
    this.scores = Scorer.score(result.observations());
    this.judged = JudgedImages.of(cell, defense, result.observations().images());
  }

  /**
   * Looks at a run.
   *
   * @param plan of one attack on one defense
   * @return empty where the two cannot meet
   */
  public static Optional<Inspection> of(Plan plan, EvaluationResult result) {
    return result.images().values().stream()
        .findFirst()
        .map(file -> new Inspection(plan, result, file));
  }

  /** The figures. */
  public AttackReport report() {
    Cell counts = scores.cells().get(0);
    int[] won = judged.won();
    return new AttackReport(
        planned.attack().entry().attack(),
        planned.attack().parameters(),
        planned.attack().entry().access().word(),
        planned.attack().entry().targets().map(Targets::word),
        planned.defense().checkpoint().model().title(),
        planned.attackTask().rules().budget().norm().name().toLowerCase(Locale.ROOT),
        planned.attackTask().rules().budget().epsilon(),
        scores.defenses().get(0).clean(),
        Share.wilson(counts.correct(), counts.total()),
        Share.wilson(won.length, judged.rightBefore()),
        distances(won),
        secondsPer100(),
        counts);
  }

  private Map<String, Spread> distances(int[] won) {
    List<Distances> all = new ArrayList<>();
    for (int i : won) {
      all.add(
          Distances.between(images.unitPixels(i, i + 1), perturbed.image(i), images.channels()));
    }
    Map<String, Spread> spreads = new LinkedHashMap<>();
    put("l0", all, Distances::l0, spreads);
    put("l2", all, Distances::l2, spreads);
    put("linf", all, Distances::linf, spreads);
    return spreads;
  }

  private static void put(
      String norm,
      List<Distances> all,
      ToDoubleFunction<Distances> measure,
      Map<String, Spread> spreads) {
    Spread.of(all.stream().mapToDouble(measure)).ifPresent(spread -> spreads.put(norm, spread));
  }

  private double secondsPer100() {
    int count = attack.times().stream().mapToInt(BatchTime::images).sum();
    double seconds = attack.times().stream().mapToDouble(BatchTime::seconds).sum();
    return count == 0 ? 0 : 100 * seconds / count;
  }

  /**
   * The first images side by side.
   *
   * @param most how many at most
   */
  public ContactSheet sheet(int most) {
    return new ContactSheet(
        IntStream.range(0, Math.min(most, images.count())).mapToObj(this::row).toList());
  }

  private ContactSheet.Row row(int i) {
    List<String> notes = new ArrayList<>(List.of("true class " + name(images.label(i))));
    if (!cell.targets().isEmpty()) {
      notes.add("target " + name(cell.targets().get(i)));
    }
    return new ContactSheet.Row(
        picture(images.unitPixels(i, i + 1)),
        picture(scored(i)),
        word(defense.answers().get(i)) + " -> " + word(cell.answers().get(i)),
        notes,
        judged.isWon(i));
  }

  // An image that was reported but withstood is scored as the clean one.
  private float[] scored(int i) {
    return cell.perturbations().get(i).failed() ? images.unitPixels(i, i + 1) : perturbed.image(i);
  }

  private Picture picture(float[] pixels) {
    return new Picture(images.channels(), images.height(), images.width(), pixels);
  }

  private String word(Answer answer) {
    if (answer.failed()) {
      return "failed";
    }
    return answer.rejected() ? "rejected" : name(answer.predicted());
  }

  private String name(int label) {
    if (label == Answer.NOTHING) {
      return "unknown";
    }
    List<String> names = dataset.classNames();
    return names.isEmpty() ? Integer.toString(label) : names.get(label);
  }

  /**
   * Writes an NPZ that {@code numpy.load} opens: {@code clean} and {@code perturbed}, float32
   * (N,C,H,W) in [0, 1]; {@code labels} and {@code predictions}, int64 (N). A prediction is −1
   * where the defense named no class.
   *
   * @throws StoreException if it cannot be written
   */
  public void writeArrays(Path file) {
    int n = images.count();
    Shape shape = new Shape(n, images.channels(), images.height(), images.width());
    float[] scored = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < n; i++) {
      float[] image = scored(i);
      System.arraycopy(image, 0, scored, i * image.length, image.length);
    }
    try {
      Npz.write(
          file,
          Npz.floats("clean", images.unitPixels(0, n), shape),
          Npz.floats("perturbed", scored, shape),
          Npz.longs("labels", IntStream.range(0, n).mapToLong(images::label).toArray()),
          Npz.longs("predictions", cell.answers().stream().mapToLong(Answer::predicted).toArray()));
    } catch (IOException e) {
      throw StoreException.cannotWrite(file, e);
    }
  }
}
