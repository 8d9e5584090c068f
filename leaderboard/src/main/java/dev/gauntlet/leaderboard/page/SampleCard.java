package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.DatasetInfo;
import dev.gauntlet.leaderboard.results.Sample;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A clean image, what an attack made of it, and the difference.
 *
 * @param group the attack or the defense it is shown under
 * @param image the image's id
 * @param truth the true class
 * @param outcome what the defense said, before and after; empty where no one defense is meant
 * @param target the class aimed at; empty for an untargeted attack
 * @param clean path below the site, as are {@code perturbed} and {@code difference}; empty where
 *     the file is missing
 */
public record SampleCard(
    String group,
    String image,
    String truth,
    String outcome,
    String target,
    String distance,
    String clean,
    String perturbed,
    String difference) {

  static List<SampleCard> all(
      Board board,
      Predicate<Sample> shown,
      Function<Sample, String> group,
      Map<String, String> pictures) {
    return board.results().samples().stream()
        .filter(shown)
        .map(sample -> of(sample, group.apply(sample), board, pictures))
        .toList();
  }

  private static SampleCard of(
      Sample sample, String group, Board board, Map<String, String> pictures) {
    DatasetInfo dataset = board.results().dataset();
    return new SampleCard(
        group,
        sample.imageId(),
        dataset.className(sample.label()),
        outcome(sample, dataset),
        sample.target() == null ? "" : dataset.className(sample.target()),
        board.numbers().norm() + " " + board.numbers().distance(sample.distance()),
        pictures.getOrDefault(sample.clean(), ""),
        pictures.getOrDefault(sample.perturbed(), ""),
        pictures.getOrDefault(sample.difference(), ""));
  }

  private static String outcome(Sample sample, DatasetInfo dataset) {
    if (sample.defense() == null) {
      return "";
    }
    return said(sample.cleanPrediction(), dataset)
        + " → "
        + said(sample.perturbedPrediction(), dataset);
  }

  private static String said(Integer label, DatasetInfo dataset) {
    return label == null ? "rejected" : dataset.className(label);
  }
}
