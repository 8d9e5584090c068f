package dev.gauntlet.harness.execution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.harness.store.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an attack returned for a batch, checked before anything is made of it.
 *
 * @param images (N,C,H,W), finite
 * @param targets one per image, where the worker chose them
 */
record AttackOutput(PerturbedImages images, Optional<List<Integer>> targets) {
  /** NPZ headers, and labels beside the images. */
  private static final long ALLOWANCE = 1 << 16;

  /**
   * Reads the worker's file.
   *
   * @param expected (N,C,H,W)
   * @throws OutputException if it is not what it must be; the message says how
   */
  static AttackOutput read(Path file, Shape expected, boolean withTargets, int classes) {
    NDList arrays = arrays(file, expected);
    NDArray images = arrays.get("images");
    if (images == null || !images.getShape().equals(expected)) {
      throw new OutputException(
          "the attack returned images of shape %s, expected %s"
              .formatted(images == null ? "none" : images.getShape(), expected));
    }
    if (images.getDataType() != DataType.FLOAT32) {
      throw new OutputException(
          "the attack returned " + images.getDataType() + " images, expected FLOAT32");
    }
    float[] values = images.toFloatArray();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new OutputException("the attack returned images with NaN or infinite values");
      }
    }
    return new AttackOutput(
        PerturbedImages.of(values, expected.slice(1)),
        withTargets ? Optional.of(targets(arrays, expected.get(0), classes)) : Optional.empty());
  }

  private static NDList arrays(Path file, Shape expected) {
    try {
      if (Files.size(file) > 2 * 4 * expected.size() + ALLOWANCE) {
        throw new OutputException("the attack returned far more than its images");
      }
      return Npz.readUntrusted(file);
    } catch (OutputException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A plugin can write anything into this file, also a header that claims a huge array.
      throw new OutputException("the attack's images cannot be read: " + e.getMessage(), e);
    }
  }

  static List<Integer> targets(NDList arrays, long count, int classes) {
    NDArray targets = arrays.get("targets");
    if (targets == null
        || !targets.getShape().equals(new Shape(count))
        || targets.getDataType() != DataType.INT64) {
      throw new OutputException("the source named no least likely classes");
    }
    long[] labels = targets.toLongArray();
    if (Arrays.stream(labels).anyMatch(label -> label < 0 || label >= classes)) {
      throw new OutputException("the source named a class that does not exist");
    }
    return Arrays.stream(labels).mapToObj(Math::toIntExact).toList();
  }
}
