package dev.gauntlet.harness.analysis;

import dev.gauntlet.harness.execution.Examination;
import dev.gauntlet.harness.execution.LayerDistances;
import dev.gauntlet.harness.execution.PerturbedImages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far perturbed images move each layer of a classifier.
 *
 * @param names of the layers
 * @param levels for each layer the mean over images of ‖f(x*) − f(x)‖ / ‖f(x)‖ (HGD paper, section
 *     5.1)
 */
record LayerLevels(List<String> names, List<Double> levels) {
  LayerLevels {
    names = List.copyOf(names);
    levels = List.copyOf(levels);
  }

  /**
   * The levels in a defense.
   *
   * @param throughDefense whether the images pass what the defense puts before its classifier
   */
  static LayerLevels of(
      Examination defense,
      PerturbedImages clean,
      PerturbedImages perturbed,
      boolean throughDefense) {
    return of(defense.layers(clean, perturbed, throughDefense));
  }

  /** The means; an image whose layer is all zero has no level there and is left out. */
  static LayerLevels of(LayerDistances distances) {
    List<Double> levels = new ArrayList<>();
    for (int layer = 0; layer < distances.names().size(); layer++) {
      List<Double> norms = distances.norms().get(layer);
      List<Double> moved = distances.distances().get(layer);
      levels.add(
          IntStream.range(0, norms.size())
              .filter(i -> norms.get(i) > 0)
              .mapToDouble(i -> moved.get(i) / norms.get(i))
              .average()
              .orElse(0));
    }
    return new LayerLevels(distances.names(), levels);
  }

  double last() {
    return levels.get(levels.size() - 1);
  }
}
