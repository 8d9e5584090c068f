package dev.gauntlet.harness.execution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.store.Sha256;
import dev.gauntlet.harness.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/** Images as an attack left them, or clean ones: float32 in [0, 1], in host memory. */
public final class PerturbedImages {
  static final String FILE = "images.npz";
  private static final String NAME = "images";

  private final float[] values;
  private final Shape imageShape;

  private PerturbedImages(float[] values, Shape imageShape) {
    this.values = values;
    this.imageShape = imageShape;
  }

  /**
   * Takes the array as it is.
   *
   * @param values (N,C,H,W)
   * @param imageShape (C,H,W)
   */
  public static PerturbedImages of(float[] values, Shape imageShape) {
    return new PerturbedImages(values, imageShape);
  }

  /** Clean images, pixel / 255. */
  public static PerturbedImages clean(LabeledImages images) {
    return new PerturbedImages(images.unitPixels(0, images.count()), shape(images));
  }

  /**
   * Reads an NPZ with {@code images} float32 (N,C,H,W).
   *
   * @throws StoreException if it cannot be read
   */
  public static PerturbedImages read(Path file) {
    try {
      NDList arrays = Npz.read(file);
      NDArray images = arrays.get(NAME);
      return new PerturbedImages(images.toFloatArray(), images.getShape().slice(1));
    } catch (IOException e) {
      throw StoreException.cannotRead(file, e);
    }
  }

  /** N. */
  public int count() {
    return values.length / size();
  }

  /** A copy of one image, (C,H,W). */
  public float[] image(int position) {
    return Arrays.copyOfRange(values, position * size(), (position + 1) * size());
  }

  /** Copies all values to where the image at {@code position} begins. */
  void copyTo(float[] target, int position) {
    System.arraycopy(values, 0, target, position * size(), values.length);
  }

  /** Some of the images, in the order of their positions. */
  PerturbedImages select(int[] positions) {
    float[] selected = new float[positions.length * size()];
    for (int i = 0; i < positions.length; i++) {
      System.arraycopy(values, positions[i] * size(), selected, i * size(), size());
    }
    return new PerturbedImages(selected, imageShape);
  }

  /** Of shape and values, the same wherever and whenever they were written. */
  String sha256() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(4, values.length) + 24)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long side : imageShape.getShape()) {
      bytes.putLong(side);
    }
    bytes.asFloatBuffer().put(values);
    return Sha256.of(bytes.array());
  }

  void write(Path file) {
    try {
      Npz.write(file, array());
    } catch (IOException e) {
      throw StoreException.cannotWrite(file, e);
    }
  }

  /** Named {@code images}, (N,C,H,W). */
  NDArray array() {
    return array(NAME);
  }

  /** By another name, (N,C,H,W). */
  NDArray array(String name) {
    return Npz.floats(name, values, new Shape(count()).addAll(imageShape));
  }

  /** (C,H,W). */
  public Shape imageShape() {
    return imageShape;
  }

  static Shape shape(LabeledImages images) {
    return new Shape(images.channels(), images.height(), images.width());
  }

  private int size() {
    return Math.toIntExact(imageShape.size());
  }
}
