package dev.gauntlet.harness.execution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.store.Trees;
import dev.gauntlet.harness.worker.Desk;
import dev.gauntlet.harness.worker.WorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The images that an attack reported of a batch before it was stopped, checked as far as their form
 * goes. Those of a later report take the place of earlier ones.
 */
final class ReportedImages {
  /** NPZ headers, and three numbers beside each image. */
  private static final long ALLOWANCE = 1 << 16;

  private final Shape batch;
  private final boolean withTargets;
  private final int classes;
  private final OptionalLong quota;
  private final Map<Integer, float[]> images = new TreeMap<>();
  private final Map<Integer, Long> queries = new TreeMap<>();
  private Optional<List<Integer>> targets = Optional.empty();
  private Optional<String> refusal = Optional.empty();

  /**
   * No images yet.
   *
   * @param batch (N,C,H,W)
   * @param withTargets whether the worker chose the targets
   * @param quota the questions that an image has
   */
  ReportedImages(Shape batch, boolean withTargets, int classes, OptionalLong quota) {
    this.batch = batch;
    this.withTargets = withTargets;
    this.classes = classes;
    this.quota = quota;
  }

  /**
   * Takes a worker's file, if there is one; what is wrong with it, {@link #refusal} says.
   *
   * @param name of the file on the desk
   * @param file where it is moved to and read; gone afterwards
   * @return whether it had any images
   */
  boolean take(Desk desk, String name, Path file) {
    try {
      return desk.takeIfWritten(name, file) && read(file) > 0;
    } catch (OutputException | WorkerException e) {
      refusal = Optional.of(e.getMessage());
      return false;
    } finally {
      Trees.discard(file);
    }
  }

  /** Why nothing of the last report was kept, if so. */
  Optional<String> refusal() {
    return refusal;
  }

  /**
   * Reads a worker's file. An image with values that are not finite is passed over.
   *
   * @return how many images it had
   * @throws OutputException if it is not what it must be: nothing of it is kept
   */
  int read(Path file) {
    NDList arrays = arrays(file);
    NDArray reported = arrays.get("images");
    long[] positions = numbers(arrays, "positions", reported);
    long[] asked = numbers(arrays, "queries", reported);
    Optional<List<Integer>> chosen =
        withTargets
            ? Optional.of(AttackOutput.targets(arrays, batch.get(0), classes))
            : Optional.empty();
    if (positions.length > batch.get(0)
        || Arrays.stream(positions).anyMatch(position -> position < 0 || position >= batch.get(0))
        || Arrays.stream(asked).anyMatch(count -> count < 0)
        || (quota.isPresent()
            && Arrays.stream(asked).anyMatch(count -> count > quota.getAsLong()))) {
      throw new OutputException("the attack's report names images or questions that there are not");
    }
    float[] values = reported.toFloatArray();
    int each = Math.toIntExact(batch.slice(1).size());
    int kept = 0;
    for (int i = 0; i < positions.length; i++) {
      float[] image = Arrays.copyOfRange(values, i * each, (i + 1) * each);
      if (isFinite(image)) {
        images.put((int) positions[i], image);
        queries.put((int) positions[i], asked[i]);
        kept++;
      }
    }
    targets = chosen;
    return kept;
  }

  /** What was reported of the image at a position of the batch, (C,H,W), finite. */
  Optional<float[]> image(int position) {
    return Optional.ofNullable(images.get(position)).map(float[]::clone);
  }

  /** How many questions the attack had asked about it. */
  long queries(int position) {
    return queries.getOrDefault(position, 0L);
  }

  /** One label per image of the batch, where the worker chose them and anything was reported. */
  Optional<List<Integer>> targets() {
    return targets;
  }

  private NDList arrays(Path file) {
    try {
      if (Files.size(file) > 4 * batch.size() + ALLOWANCE + 32 * batch.get(0)) {
        throw new OutputException("the attack reported far more than its images");
      }
      NDList arrays = Npz.readUntrusted(file);
      NDArray images = arrays.get("images");
      if (images == null
          || images.getDataType() != DataType.FLOAT32
          || images.getShape().dimension() != 4
          || !images.getShape().slice(1).equals(batch.slice(1))) {
        throw new OutputException(
            "the attack's report has no float32 images of shape " + batch.slice(1));
      }
      return arrays;
    } catch (OutputException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A plugin can write anything into this file, also a header that claims a huge array.
      throw new OutputException("the attack's report cannot be read: " + e.getMessage(), e);
    }
  }

  private static long[] numbers(NDList arrays, String name, NDArray images) {
    NDArray numbers = arrays.get(name);
    if (numbers == null
        || numbers.getDataType() != DataType.INT64
        || !numbers.getShape().equals(new Shape(images.getShape().get(0)))) {
      throw new OutputException("the attack's report has no " + name);
    }
    return numbers.toLongArray();
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
