package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.analysis.Analysis;
import java.util.List;

/**
 * An analysis on the page of its defense.
 *
 * @param id of the element
 * @param finding what came of it
 * @param caption what was run, and how to read the figures
 * @param made when, to the minute
 * @param files the data and the figures
 */
public record AnalysisCard(
    String id,
    String title,
    String finding,
    String caption,
    String made,
    List<Reference> citation,
    List<Drawing> drawings,
    Analysis.Table table,
    List<Download> files) {
  /** Makes the card. */
  public static AnalysisCard of(Analysis analysis, List<Download> files) {
    String id = "analysis-" + analysis.kind();
    return new AnalysisCard(
        id,
        analysis.title(),
        analysis.finding(),
        analysis.caption(),
        Numbers.minute(analysis.made()),
        Reference.parse(analysis.citation()),
        Drawing.of(analysis.figures(), id),
        analysis.table(),
        files);
  }
}
