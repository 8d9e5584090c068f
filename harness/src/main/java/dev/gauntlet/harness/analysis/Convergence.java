package dev.gauntlet.harness.analysis;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.plan.Checkpoint;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.Figure;
import dev.gauntlet.leaderboard.analysis.Lines;
import dev.gauntlet.leaderboard.analysis.Scale;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Accuracy by epoch of several trainings, from what their checkpoints tell: figure 2 of the GanDef
 * paper, with the robust accuracy beside it.
 */
public final class Convergence {
  /** Names the analysis. */
  public static final String KIND = "convergence";

  private static final String CITATION =
      "Liu, Khalil, Khreishah: GanDef: a GAN based adversarial training defense for neural network"
          + " classifier (2019), figure 2";

  private final String dataset;
  private final List<Training> trainings;

  /**
   * A finished training.
   *
   * @param defense the id of the defense
   * @param provenance the checkpoint's
   */
  public record Training(String defense, Checkpoint checkpoint, Map<?, ?> provenance) {
    public Training {
      provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    Curve curve() {
      return Curve.of(provenance);
    }
  }

  /**
   * Compares trainings.
   *
   * @param dataset that the models are for
   * @throws GauntletException if one recorded no curve, or there are more than there are colours
   */
  public Convergence(String dataset, List<Training> trainings) {
    this.dataset = dataset;
    this.trainings = List.copyOf(trainings);
    if (trainings.size() > Lines.Line.COLOURS) {
      throw new GauntletException(
          String.format(
              Locale.ROOT,
              "at most %d defenses fit into one figure, got %d",
              Lines.Line.COLOURS,
              trainings.size()));
    }
    for (Training training : trainings) {
      if (training.curve().epochs().isEmpty()) {
        throw new GauntletException(
            "the checkpoint of %s carries no curve: its training recorded no accuracy by epoch"
                .formatted(training.checkpoint().model().title()));
      }
    }
  }

  /** One for each training, in their order, with the same figures. */
  public List<Report> reports() {
    List<Figure> figures = new ArrayList<>();
    figure("Clean accuracy on held-out images, %", Curve.Epoch::clean).ifPresent(figures::add);
    figure("Robust accuracy on held-out images, %", Curve.Epoch::robust).ifPresent(figures::add);
    return trainings.stream().map(training -> report(training, figures)).toList();
  }

  private Report report(Training training, List<Figure> figures) {
    return new Report(
        new Analysis(
            Analysis.SCHEMA_VERSION,
            KIND,
            training.defense(),
            training.checkpoint().key().hex(),
            dataset,
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            "Convergence",
            finding(training),
            caption(),
            CITATION,
            figures,
            table()),
        data());
  }

  private Optional<Figure> figure(String title, Function<Curve.Epoch, OptionalDouble> accuracy) {
    List<Lines.Line> lines = new ArrayList<>();
    for (int i = 0; i < trainings.size(); i++) {
      List<Curve.Epoch> measured = trainings.get(i).curve().measured(accuracy);
      if (!measured.isEmpty()) {
        lines.add(
            new Lines.Line(
                trainings.get(i).defense(),
                i + 1,
                false,
                measured.stream().map(epoch -> (double) epoch.number()).toList(),
                measured.stream().map(epoch -> accuracy.apply(epoch).getAsDouble()).toList()));
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Lines(
                title,
                Scale.of("epoch", Scale.Unit.WHOLE),
                Scale.of("accuracy", Scale.Unit.PERCENT),
                lines));
  }

  private static String finding(Training training) {
    List<Curve.Epoch> epochs = training.curve().epochs();
    Curve.Epoch last = epochs.get(epochs.size() - 1);
    return String.format(
        Locale.ROOT,
        "%s after epoch %d: clean accuracy %s, robust accuracy %s.",
        training.defense(),
        last.number(),
        text(last.clean()),
        text(last.robust()));
  }

  private static String text(OptionalDouble accuracy) {
    return accuracy.isPresent() ? Text.percent(accuracy.getAsDouble()) + " %" : "not measured";
  }

  private String caption() {
    return "Accuracy after each epoch on images held out of the training, as the checkpoints tell;"
        + " robust: under each training's own attack, where it measured that, so that lines of"
        + " different trainings are not under the same attack. Models: "
        + String.join(
            "; ",
            trainings.stream().map(training -> training.checkpoint().model().title()).toList())
        + ".";
  }

  private Analysis.Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (Training training : trainings) {
      for (Curve.Epoch epoch : training.curve().epochs()) {
        rows.add(
            List.of(
                training.defense(),
                Integer.toString(epoch.number()),
                cell(epoch.clean()),
                cell(epoch.robust())));
      }
    }
    return new Analysis.Table(List.of("defense", "epoch", "clean, %", "robust, %"), rows);
  }

  private static String cell(OptionalDouble accuracy) {
    return accuracy.isPresent() ? Text.percent(accuracy.getAsDouble()) : "–";
  }

  private List<List<Object>> data() {
    List<List<Object>> data = new ArrayList<>();
    data.add(
        List.of(
            "defense",
            "epoch",
            "clean accuracy held out (share)",
            "robust accuracy held out (share)"));
    for (Training training : trainings) {
      for (Curve.Epoch epoch : training.curve().epochs()) {
        data.add(
            List.of(
                training.defense(), epoch.number(), value(epoch.clean()), value(epoch.robust())));
      }
    }
    return data;
  }

  private static Object value(OptionalDouble accuracy) {
    return accuracy.isPresent() ? accuracy.getAsDouble() : "";
  }
}
