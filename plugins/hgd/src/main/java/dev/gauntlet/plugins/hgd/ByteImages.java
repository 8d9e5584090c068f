package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Images in host memory, one byte a value, 255 for a brightness of 1; some of them become float32
 * when they are asked for.
 */
final class ByteImages {
  private static final String NAME = "images";

  private final Shape shape;
  private final byte[] pixels;

  private ByteImages(Shape shape, byte[] pixels) {
    this.shape = shape;
    this.pixels = pixels;
  }

  /** Black images, (N,C,H,W). */
  static ByteImages black(Shape shape) {
    return new ByteImages(shape, new byte[Math.toIntExact(shape.size())]);
  }

  /** How many images there are. */
  int size() {
    return Math.toIntExact(shape.get(0));
  }

  /**
   * Replaces some images by others, rounded to the nearest value that a byte has.
   *
   * @param indices which
   * @param images (B,C,H,W), float32, in [0, 1]
   */
  void set(int[] indices, NDArray images) {
    int each = pixels.length / size();
    float[] values = images.toFloatArray();
    for (int i = 0; i < indices.length; i++) {
      for (int j = 0; j < each; j++) {
        pixels[indices[i] * each + j] = (byte) Math.round(255 * values[i * each + j]);
      }
    }
  }

  /**
   * Some images.
   *
   * @return (B,C,H,W), float32, in [0, 1], owned by the manager
   */
  NDArray get(NDManager manager, int[] indices) {
    int each = pixels.length / size();
    float[] values = new float[indices.length * each];
    for (int i = 0; i < indices.length; i++) {
      for (int j = 0; j < each; j++) {
        values[i * each + j] = Byte.toUnsignedInt(pixels[indices[i] * each + j]) / 255f;
      }
    }
    return manager.create(values, new Shape(indices.length).addAll(shape.slice(1)));
  }

  /** Writes an NPZ file of a checkpoint with {@code images}, uint8 (N,C,H,W). */
  void write(CheckpointWriter checkpoint, String file) {
    NDArray array =
        PassthroughNDManager.INSTANCE.create(ByteBuffer.wrap(pixels), shape, DataType.UINT8);
    array.setName(NAME);
    try (OutputStream out = checkpoint.create(file)) {
      new NDList(array).encode(out, NDList.Encoding.NPZ);
    } catch (IOException e) {
      throw new CheckpointException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws CheckpointException if the file is missing or damaged
   */
  static ByteImages read(CheckpointReader checkpoint, String file) {
    try (InputStream in = checkpoint.open(file)) {
      NDArray array = NDList.decode(PassthroughNDManager.INSTANCE, in).get(NAME);
      return new ByteImages(array.getShape(), array.toByteArray());
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new CheckpointException(
          checkpoint.origin() + ": cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
