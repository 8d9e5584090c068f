package dev.gauntlet.harness.suite;

import dev.gauntlet.api.Budget;
import dev.gauntlet.datasets.ImageShape;
import java.util.Locale;
import java.util.Optional;

/** Which radii mean something on images of a shape. */
public final class RadiusRange {
  private RadiusRange() {}

  /**
   * Why a radius means nothing: it allows every image, or no change where changes are counted.
   *
   * @return a clause whose subject is the radius, for example {@code must be at most …}
   */
  public static Optional<String> problem(Budget budget, ImageShape shape) {
    double epsilon = budget.epsilon();
    return switch (budget.norm()) {
      // The budget itself holds these to [0, 1].
      case LINF -> Optional.empty();
      case L2 -> {
        double diagonal = Math.sqrt(shape.size());
        yield epsilon <= diagonal
            ? Optional.empty()
            : Optional.of(
                String.format(
                    Locale.ROOT,
                    "must be from 0 to %.2f for l2, got %s: no two images of %s are farther apart"
                        + " than √(C·H·W)",
                    Math.floor(100 * diagonal) / 100,
                    plain(epsilon),
                    shape));
      }
      case L0 -> {
        int pixels = shape.height() * shape.width();
        yield epsilon >= 1 && epsilon <= pixels
            ? Optional.empty()
            : Optional.of(
                "must be a whole number from 1 to %s for l0, got %s: it counts pixels, and images of %s have %s"
                    .formatted(pixels, plain(epsilon), shape, pixels));
      }
    };
  }

  private static String plain(double epsilon) {
    return epsilon == Math.rint(epsilon) && epsilon < 1e15
        ? Long.toString((long) epsilon)
        : Double.toString(epsilon);
  }
}
