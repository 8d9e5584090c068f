package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.harness.store.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Training images as bytes in host memory; a batch becomes float32 when it is asked for. */
final class HostImages implements TrainingImages {
  private final byte[] pixels;
  private final long[] labels;
  private final Shape shape;

  private HostImages(byte[] pixels, long[] labels, Shape shape) {
    this.pixels = pixels;
    this.labels = labels;
    this.shape = shape;
  }

  /** Reads {@code images} uint8 (N,C,H,W) and {@code labels} int64 (N). */
  static HostImages read(Path file) throws IOException {
    NDList arrays = Npz.read(file);
    NDArray images = arrays.get("images");
    return new HostImages(
        images.toByteArray(), arrays.get("labels").toLongArray(), images.getShape().slice(1));
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public ImageBatch batch(NDManager manager, int[] indices) {
    int each = Math.toIntExact(shape.size());
    float[] values = new float[indices.length * each];
    long[] classes = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      int image = Objects.checkIndex(indices[i], size());
      classes[i] = labels[image];
      for (int j = 0; j < each; j++) {
        values[i * each + j] = Byte.toUnsignedInt(pixels[image * each + j]) / 255f;
      }
    }
    return new ImageBatch(
        manager.create(values, new Shape(indices.length).addAll(shape)), manager.create(classes));
  }
}
