package dev.gauntlet.harness.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Gradients;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What 'evaluate' says at the end. */
final class RunSummary {
  private final Results results;

  RunSummary(Results results) {
    this.results = results;
  }

  /** The defenses, best first; ranks that chance could have ordered have an equals sign. */
  List<String> table() {
    Table table =
        new Table(">RANK", "DEFENSE", ">NORMALIZED", ">CLEAN", ">WORST CASE", ">S PER 100 IMAGES");
    for (DefenseResult defense : results.defenses()) {
      table.row(
          defense.rank() == null ? "-" : defense.rank() + (defense.tied() ? "=" : ""),
          defense.id(),
          defense.possible() == 0 ? "-" : percent(defense.normalized()),
          percent(defense.clean().fraction()),
          worstCase(defense),
          String.format(Locale.ROOT, "%.3f", defense.secondsPer100().median()));
    }
    return table.lines();
  }

  // Images that were not attacked to the end count as clean: what they leave is an upper bound.
  private String worstCase(DefenseResult defense) {
    if (defense.worstCase() == null) {
      return "-";
    }
    boolean bound =
        results.cells().stream()
            .filter(cell -> cell.defense().equals(defense.id()))
            .anyMatch(cell -> cell.unfinishedImages() > 0);
    return (bound ? "<= " : "") + percent(defense.worstCase().fraction());
  }

  /**
   * How the run went.
   *
   * @param tasks how many there were
   * @param known how many of them were in the store already
   * @param seconds since the command began, what followed the results included
   */
  List<String> lines(int tasks, int known, double seconds) {
    Run run = results.run();
    double overhead = run.overheadSeconds() + Math.max(0, seconds - run.seconds());
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s on %s, %s of %s; %s, %d of them known from earlier runs",
            Words.count(results.attacks().size(), "attack"),
            Words.count(results.defenses().size(), "defense"),
            Words.count(results.dataset().images(), "image"),
            results.dataset().id(),
            Words.count(tasks, "task"),
            known));
    lines.add(
        String.format(
            Locale.ROOT,
            "%s in all; attacks and defenses computed %s on %s; overhead of the harness %s (%.1f"
                + " %%)",
            Durations.brief(seconds),
            Durations.brief(run.computeSeconds()),
            Words.count(run.workers(), "worker"),
            Durations.brief(overhead),
            100 * overhead / seconds));
    Map<String, List<Cell>> failures =
        results.cells().stream()
            .filter(RunSummary::failed)
            .collect(groupingBy(RunSummary::reason, LinkedHashMap::new, toList()));
    failures.forEach((reason, cells) -> lines.add(failure(reason, cells)));
    for (DefenseResult defense : results.defenses()) {
      if (defense.gradients() != null && defense.gradients().differ()) {
        lines.add(
            "warning: %s: %s (%s)"
                .formatted(
                    defense.id(),
                    Gradients.MISMATCH,
                    PlainWriter.line(defense.gradients().reason())));
      }
    }
    return lines;
  }

  /** Whether something failed. */
  boolean anyFailed() {
    return results.cells().stream().anyMatch(RunSummary::failed);
  }

  private static boolean failed(Cell cell) {
    return !cell.notApplicable()
        && (cell.status() == Cell.Status.FAILED
            || cell.attackFailedImages() + cell.defenseFailedImages() > 0);
  }

  private static String reason(Cell cell) {
    return cell.error() == null ? "no reason given" : PlainWriter.line(cell.error());
  }

  private static String failure(String reason, List<Cell> cells) {
    return "failed, wholly or on some images: "
        + cells.stream().map(RunSummary::name).collect(joining(", "))
        + ": "
        + reason;
  }

  private static String name(Cell cell) {
    String name = cell.defense() + " under " + cell.attack();
    return cell.unfinishedImages() == 0
        ? name
        : "%s (%s unfinished)".formatted(name, Words.count(cell.unfinishedImages(), "image"));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
