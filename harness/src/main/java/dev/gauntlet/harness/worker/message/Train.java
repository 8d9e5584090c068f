package dev.gauntlet.harness.worker.message;

import dev.gauntlet.api.Budget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a training.
 *
 * @param method the id of the defense, the preparation, or the trainable attack
 * @param parameters checked and complete
 * @param imageShape C, H, W
 * @param training path of the training images: NPZ with {@code images} uint8 (N,C,H,W), {@code
 *     labels} int64 (N)
 * @param validation path of the held-out images, likewise
 * @param needs the checkpoints that the method asked for, by role
 * @param output path of an empty directory for the new checkpoint's files
 * @param snapshot path of the files from which an interrupted training goes on; empty to begin
 * @param snapshots path of an empty directory for the states that it saves, a folder each
 * @param source what a trainable attack trains against; empty for a defense
 * @param budget what a trainable attack must respect; empty for a defense
 */
public record Train(
    String method,
    Map<String, Object> parameters,
    String architecture,
    List<Integer> imageShape,
    int classes,
    long seed,
    String training,
    String validation,
    Map<String, CheckpointFiles> needs,
    String output,
    Optional<String> snapshot,
    String snapshots,
    Optional<ModelFiles> source,
    Optional<Budget> budget)
    implements Request {
  public Train {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    imageShape = List.copyOf(imageShape);
    needs = Map.copyOf(needs);
  }
}
