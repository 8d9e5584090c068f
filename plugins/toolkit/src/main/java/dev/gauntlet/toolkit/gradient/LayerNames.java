package dev.gauntlet.toolkit.gradient;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the layers of a block are called: by their kind, and numbered among those of that kind. */
final class LayerNames {
  private static final String LAST = "logits";

  /** DJL's words for layers, and the field's. */
  private static final Map<String, String> KINDS =
      Map.of(
          "Conv2d", "conv",
          "Linear", "dense",
          "maxPool2d", "pool",
          "globalAvgPool2d", "pool",
          "EvalSafeBatchNorm", "norm",
          "ReLU", "relu");

  /** In evaluation mode these hand on the values that they get. */
  private static final Set<String> IDLE = Set.of("batchFlatten", "EvalSafeDropout", "identity");

  private LayerNames() {}

  /**
   * Names layers.
   *
   * @return a name for each; empty for one that has nothing to show
   */
  static List<String> of(List<Block> layers) {
    Map<String, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Block layer : layers) {
      String type =
          layer instanceof LambdaBlock lambda ? lambda.getName() : layer.getClass().getSimpleName();
      String kind = KINDS.getOrDefault(type, type.toLowerCase(Locale.ROOT));
      names.add(IDLE.contains(type) ? "" : kind + counts.merge(kind, 1, Integer::sum));
    }
    names.set(names.size() - 1, LAST);
    return names;
  }
}
