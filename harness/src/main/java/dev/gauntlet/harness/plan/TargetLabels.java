package dev.gauntlet.harness.plan;

import dev.gauntlet.api.Randomness;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which label a targeted attack must reach on each image. */
final class TargetLabels {
  private TargetLabels() {}

  /**
   * One label per image; empty where there are none, or only the source knows them.
   *
   * @throws PlanException if the data set has none
   */
  static Optional<List<Integer>> of(AttackEntry entry, LabeledImages images, long seed) {
    if (entry.targets().isEmpty() || entry.targets().get() == Targets.LEAST_LIKELY) {
      return Optional.empty();
    }
    return switch (entry.targets().get()) {
      case DATASET -> Optional.of(given(entry, images));
      case NEXT -> Optional.of(labels(images, i -> (images.label(i) + 1) % images.classes()));
      default -> {
        Randomness random = new Randomness(seed, images.ids());
        yield Optional.of(
            labels(
                images,
                i -> {
                  int other = random.generator(i, "target").nextInt(images.classes() - 1);
                  return other < images.label(i) ? other : other + 1;
                }));
      }
    };
  }

  private static List<Integer> given(AttackEntry entry, LabeledImages images) {
    return images
        .targets()
        .map(targets -> Arrays.stream(targets).boxed().toList())
        .orElseThrow(
            () ->
                new PlanException(
                    "attack '%s' has 'targets: dataset', but the data set gives none; use next, random or least-likely"
                        .formatted(entry.id())));
  }

  private static List<Integer> labels(
      LabeledImages images, java.util.function.IntUnaryOperator label) {
    return IntStream.range(0, images.count()).map(label).boxed().toList();
  }
}
