package dev.gauntlet.harness.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.store.Sha256;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a training sees: a data set's training split, one image in twelve held out of it. The choice
 * depends on the images' ids alone, so every method and seed holds out the same ones.
 *
 * @param dataset its name
 * @param sha256 of the whole training split
 * @param training what models are fitted to
 * @param validation what the best epoch is chosen by
 */
public record TrainingData(
    String dataset, String sha256, LabeledImages training, LabeledImages validation) {
  private static final int HELD_OUT_ONE_IN = 12;

  /**
   * Splits a training split.
   *
   * @throws IllegalArgumentException if it has fewer than twelve images
   */
  public static TrainingData of(String dataset, LabeledImages split) {
    List<String> ids = split.ids();
    int heldOut = split.count() / HELD_OUT_ONE_IN;
    List<Integer> shuffled =
        IntStream.range(0, split.count())
            .boxed()
            .sorted(
                Comparator.comparing(i -> Sha256.of(("validation\0" + ids.get(i)).getBytes(UTF_8))))
            .toList();
    return new TrainingData(
        dataset,
        split.sha256(),
        split.select(inOrder(shuffled.subList(heldOut, shuffled.size()))),
        split.select(inOrder(shuffled.subList(0, heldOut))));
  }

  private static int[] inOrder(List<Integer> positions) {
    return positions.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
