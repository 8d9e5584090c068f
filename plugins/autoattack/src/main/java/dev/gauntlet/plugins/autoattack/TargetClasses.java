package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Which class an attempt makes for, for each image of its batch. */
@FunctionalInterface
interface TargetClasses {
  /** How many classes AutoAttack makes for. */
  int STANDARD = 9;

  /**
   * The classes.
   *
   * @param clean (N,C,H,W)
   * @param labels (N), int64
   * @return (N), int64
   */
  NDArray of(AttackContext context, NDArray clean, NDArray labels);

  /**
   * An attempt towards each of the classes that the source finds likeliest after the label, the
   * likeliest first; in a targeted run a single one, towards the targets.
   *
   * @param most how many classes, if there are so many
   * @param attempt makes the attempt from its number and its classes
   */
  static List<Attempt> each(
      AttackContext context, int most, BiFunction<Integer, TargetClasses, Attempt> attempt) {
    if (context.targets().isPresent()) {
      return List.of(attempt.apply(0, (part, clean, labels) -> part.targets().orElseThrow()));
    }
    return IntStream.range(0, Math.min(most, context.classes() - 1))
        .mapToObj(
            rank ->
                attempt.apply(rank, (part, clean, labels) -> likeliest(part, clean, labels, rank)))
        .toList();
  }

  private static NDArray likeliest(AttackContext context, NDArray clean, NDArray labels, int rank) {
    try (NDArray logits = context.source().logits(clean)) {
      int classes = context.classes();
      float[] values = logits.toFloatArray();
      long[] own = labels.toLongArray();
      long[] likeliest = new long[own.length];
      for (int image = 0; image < likeliest.length; image++) {
        int from = image * classes;
        long label = own[image];
        likeliest[image] =
            IntStream.range(0, classes)
                .filter(k -> k != label)
                .boxed()
                .sorted(Comparator.comparing((Integer k) -> -values[from + k]))
                .skip(rank)
                .findFirst()
                .orElseThrow();
      }
      return clean.getManager().create(likeliest);
    }
  }
}
