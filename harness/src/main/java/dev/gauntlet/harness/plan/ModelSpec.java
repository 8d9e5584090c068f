package dev.gauntlet.harness.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trained model, or something that trainings need, is; a checkpoint's {@code model.json}.
 *
 * @param method the id of the defense, the preparation, or the trainable attack
 * @param imageShape C, H, W
 * @param classes how many labels there are
 * @param parameters of the training, complete
 * @param seed of the training
 * @param dataset the data set it is trained on
 */
public record ModelSpec(
    String method,
    String architecture,
    List<Integer> imageShape,
    int classes,
    Map<String, Object> parameters,
    long seed,
    String dataset) {
  public ModelSpec {
    imageShape = List.copyOf(imageShape);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** In a few words, for messages. */
  public String title() {
    return method + " (" + architecture + ", " + dataset + ", seed " + seed + ")";
  }
}
