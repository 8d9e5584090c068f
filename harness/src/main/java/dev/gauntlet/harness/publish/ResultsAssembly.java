package dev.gauntlet.harness.publish;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.scoring.AttackScore;
import dev.gauntlet.harness.scoring.DefenseScore;
import dev.gauntlet.harness.scoring.Scores;
import dev.gauntlet.leaderboard.results.AttackResult;
import dev.gauntlet.leaderboard.results.BudgetInfo;
import dev.gauntlet.leaderboard.results.DatasetInfo;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.Run;
import dev.gauntlet.leaderboard.results.Sample;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Puts scores and descriptions together into the results that the leaderboard reads. */
final class ResultsAssembly {
  private final FinishedRun finished;
  private final Scores scores;

  ResultsAssembly(FinishedRun finished, Scores scores) {
    this.finished = finished;
    this.scores = scores;
  }

  Results results(Run run, List<Sample> samples) {
    return new Results(
        Results.SCHEMA_VERSION,
        run,
        dataset(finished.dataset(), finished.images()),
        new BudgetInfo(norm(finished.budget().norm()), finished.budget().epsilon()),
        finished.plugins(),
        scores.attacks().stream().map(this::attack).toList(),
        scores.defenses().stream().map(this::defense).toList(),
        scores.cells(),
        samples,
        finished.warnings());
  }

  private static DatasetInfo dataset(Dataset dataset, LabeledImages images) {
    return new DatasetInfo(
        dataset.name(),
        dataset.title(),
        images.count(),
        images.sha256(),
        images.classes(),
        dataset.classNames(),
        images.channels(),
        images.height(),
        images.width());
  }

  /** As the results write it: {@code Linf}, {@code L2}, {@code L0}. */
  private static String norm(Norm norm) {
    return norm == Norm.LINF ? "Linf" : norm.name().toUpperCase(Locale.ROOT);
  }

  private AttackResult attack(AttackScore score) {
    AttackEntrant attack =
        finished.attacks().stream()
            .filter(entrant -> entrant.entry().id().equals(score.id()))
            .findFirst()
            .orElseThrow();
    return new AttackResult(
        score.id(),
        attack.plugin(),
        attack.descriptor().id(),
        title(
            attack.descriptor().title(),
            score.id(),
            finished.attacks().stream().map(one -> one.descriptor().title())),
        attack.descriptor().description(),
        citation(attack.descriptor().citation()),
        attack.entry().access().word(),
        attack.entry().targeted(),
        attack.parameters(),
        attack.sources(),
        score.raw(),
        score.possible(),
        score.normalized(),
        score.hits(),
        nullable(score.rank()),
        score.seconds(),
        score.failedImages());
  }

  private DefenseResult defense(DefenseScore score) {
    DefenseEntrant defense =
        finished.defenses().stream()
            .filter(entrant -> entrant.entry().id().equals(score.id()))
            .findFirst()
            .orElseThrow();
    return new DefenseResult(
        score.id(),
        defense.plugin(),
        title(
            defense.descriptor().title(),
            score.id(),
            finished.defenses().stream().map(one -> one.descriptor().title())),
        defense.descriptor().description(),
        citation(defense.descriptor().citation()),
        nullable(score.rank()),
        score.tied(),
        score.raw(),
        score.possible(),
        score.normalized(),
        score.clean(),
        score.worstCase().orElse(null),
        score.secondsPer100(),
        defense.whiteBox(),
        defense.gradients().orElse(null),
        defense.descriptor().rejects(),
        defense.parameters(),
        defense.checkpoint());
  }

  /** The method's title; the id tells apart those of which the suite has several. */
  private static String title(String title, String id, Stream<String> allTitles) {
    return allTitles.filter(title::equals).count() > 1 ? title + " (" + id + ")" : title;
  }

  private static String citation(Citation citation) {
    return citation.url().isEmpty() ? citation.text() : citation.text() + " " + citation.url();
  }

  private static Integer nullable(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
