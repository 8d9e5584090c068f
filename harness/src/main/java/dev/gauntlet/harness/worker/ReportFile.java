package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.store.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The adversarial images that an attack has reported of its batch, in an NPZ: {@code images}
 * float32 (M,C,H,W), {@code positions} int64 (M), {@code queries} int64 (M), {@code targets} int64
 * (N) where the worker chose them. Each report replaces the file as a whole, so that a worker that
 * is killed leaves the last one complete, and many reports take no more room than one.
 */
final class ReportFile {
  private final Path file;
  private final Shape batch;
  private final Optional<NDArray> targets;
  private final Map<Integer, float[]> reported = new TreeMap<>();
  private final Map<Integer, Long> asked = new TreeMap<>();

  /**
   * No file yet.
   *
   * @param batch (N,C,H,W) of the images that the attack works on
   * @param targets (N), int64, where the harness does not know them
   */
  ReportFile(Path file, Shape batch, Optional<NDArray> targets) {
    this.file = file;
    this.batch = batch;
    this.targets = targets.map(labels -> Npz.copy("targets", labels));
  }

  /**
   * Writes the images beside those reported before.
   *
   * @param queries the questions that were asked about each image of the batch so far
   * @throws GauntletException if they are no images of the batch
   */
  synchronized void add(NDArray images, int[] positions, List<Long> queries) {
    Shape expected = new Shape(positions.length).addAll(batch.slice(1));
    if (!images.getShape().equals(expected) || images.getDataType() != DataType.FLOAT32) {
      throw new GauntletException(
          "the attack reported %s images of shape %s, expected float32 %s"
              .formatted(images.getDataType(), images.getShape(), expected));
    }
    for (int position : positions) {
      if (position < 0 || position >= batch.get(0)) {
        throw new GauntletException(
            "the attack reported image %s of a batch of %s".formatted(position, batch.get(0)));
      }
    }
    float[] values = images.toFloatArray();
    int each = Math.toIntExact(batch.slice(1).size());
    for (int i = 0; i < positions.length; i++) {
      float[] image = new float[each];
      System.arraycopy(values, i * each, image, 0, each);
      reported.put(positions[i], image);
      asked.put(positions[i], queries.get(positions[i]));
    }
    if (positions.length > 0) {
      write(each);
    }
  }

  private void write(int each) {
    float[] values = new float[reported.size() * each];
    int next = 0;
    for (float[] image : reported.values()) {
      System.arraycopy(image, 0, values, next * each, each);
      next++;
    }
    NDArray images =
        Npz.floats("images", values, new Shape(reported.size()).addAll(batch.slice(1)));
    NDArray positions = Npz.longs("positions", numbers(reported.keySet()));
    NDArray queries = Npz.longs("queries", numbers(asked.values()));
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      if (targets.isPresent()) {
        Npz.write(partial, images, positions, queries, targets.get());
      } else {
        Npz.write(partial, images, positions, queries);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new GauntletException("the reported images cannot be written: " + e.getMessage(), e);
    }
  }

  private static long[] numbers(Collection<? extends Number> values) {
    return values.stream().mapToLong(Number::longValue).toArray();
  }
}
