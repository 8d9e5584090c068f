package dev.gauntlet.harness.analysis;

import dev.gauntlet.leaderboard.analysis.Analysis;
import java.util.List;

/**
 * What an analysis found.
 *
 * @param analysis its figures, ready to be published
 * @param data its numbers in full, for the CSV file: the headings, with units, then the rows
 */
public record Report(Analysis analysis, List<List<Object>> data) {
  public Report {
    data = data.stream().map(List::copyOf).toList();
  }
}
