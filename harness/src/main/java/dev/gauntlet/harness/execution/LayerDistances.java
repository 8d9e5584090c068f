package dev.gauntlet.harness.execution;

import java.util.List;

/**
 * How far images moved a classifier's layers from where clean images put them.
 *
 * @param names of the layers
 * @param norms a list for each layer: ‖f(clean)‖₂, one per image
 * @param distances likewise: ‖f(image) − f(clean)‖₂
 */
public record LayerDistances(
    List<String> names, List<List<Double>> norms, List<List<Double>> distances) {
  public LayerDistances {
    names = List.copyOf(names);
    norms = norms.stream().map(List::copyOf).toList();
    distances = distances.stream().map(List::copyOf).toList();
  }
}
