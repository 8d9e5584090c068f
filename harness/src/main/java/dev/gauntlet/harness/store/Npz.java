package dev.gauntlet.harness.store;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tensors in NPZ files, as numpy writes them; works without an engine. */
public final class Npz {
  private Npz() {}

  /** An array in host memory, float32. */
  public static NDArray floats(String name, float[] values, Shape shape) {
    return named(name, host().create(FloatBuffer.wrap(values), shape, DataType.FLOAT32));
  }

  /** An array in host memory, int64. */
  public static NDArray longs(String name, long[] values) {
    return named(
        name, host().create(LongBuffer.wrap(values), new Shape(values.length), DataType.INT64));
  }

  /** An array in host memory, unsigned bytes; the buffer is not copied. */
  public static NDArray bytes(String name, java.nio.ByteBuffer values, Shape shape) {
    return named(name, host().create(values.duplicate(), shape, DataType.UINT8));
  }

  /** A copy in host memory of an engine's array; waits until the engine has computed it. */
  public static NDArray copy(String name, NDArray array) {
    return named(name, host().create(array.toByteBuffer(), array.getShape(), array.getDataType()));
  }

  /** Writes arrays by their names, of whatever engine. */
  public static void write(Path file, NDArray... arrays) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      new NDList(arrays).encode(out, NDList.Encoding.NPZ);
    }
  }

  /** Reads all arrays of a file into host memory. */
  public static NDList read(Path file) throws IOException {
    return read(host(), file);
  }

  /**
   * Reads all arrays of a file.
   *
   * @param manager owns them
   */
  public static NDList read(NDManager manager, Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return NDList.decode(manager, in);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(file + " is no NPZ file: " + e.getMessage(), e);
    }
  }

  private static NDArray named(String name, NDArray array) {
    array.setName(name);
    return array;
  }

  private static NDManager host() {
    return PassthroughNDManager.INSTANCE;
  }
}
