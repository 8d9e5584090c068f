package dev.gauntlet.harness.worker.message;

import dev.gauntlet.api.Budget;
import dev.gauntlet.harness.suite.Access;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Asks an attack for a batch.
 *
 * @param attack its id
 * @param parameters checked and complete
 * @param access what it may know of the sources
 * @param sources the models it takes that from; none for query access where the harness asks the
 *     model, by {@link Asked}
 * @param queries questions per image, for query access
 * @param checkpoints what the attack asked for, by role
 * @param seed of its randomness
 * @param imageIds one per image
 * @param classes how many labels there are
 * @param leastLikely whether the targets are the classes that the source finds least likely
 * @param successIsFinal whether what fools the source is scored as it is
 * @param eightBitPixels whether the harness rounds the images before it judges them
 * @param input path of an NPZ: {@code images} float32 (N,C,H,W); {@code labels} int64 (N), or none
 *     where the attack gets the source's predictions; {@code targets} int64 (N), or none
 * @param output path for an NPZ: {@code images} float32 (N,C,H,W), {@code targets} int64 (N) where
 *     {@code leastLikely}
 * @param reported path for an NPZ of what the attack reports before it is done: {@code images}
 *     float32 (M,C,H,W), {@code positions} in the batch and {@code queries} int64 (M), {@code
 *     targets} as in {@code output}; written anew with every report
 */
public record Perturb(
    String attack,
    Map<String, Object> parameters,
    Budget budget,
    Access access,
    List<ModelFiles> sources,
    OptionalLong queries,
    Map<String, CheckpointFiles> checkpoints,
    long seed,
    List<String> imageIds,
    int classes,
    boolean leastLikely,
    boolean successIsFinal,
    boolean eightBitPixels,
    String input,
    String output,
    String reported)
    implements Request {
  public Perturb {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    sources = List.copyOf(sources);
    checkpoints = Map.copyOf(checkpoints);
    imageIds = List.copyOf(imageIds);
  }
}
