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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Tensors in NPZ files, as numpy writes them; works without an engine. */
public final class Npz {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  /** As far as a header is looked at; ours are shorter. */
  private static final int LONGEST_HEADER = 1 << 10;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '[<|][a-z](\\d)', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), } *\n");

  /** The earliest time that a zip file can hold. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

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
  public static NDArray bytes(String name, ByteBuffer values, Shape shape) {
    return named(name, host().create(values.duplicate(), shape, DataType.UINT8));
  }

  /** A copy in host memory of an engine's array; waits until the engine has computed it. */
  public static NDArray copy(String name, NDArray array) {
    return named(name, host().create(array.toByteBuffer(), array.getShape(), array.getDataType()));
  }

  /**
   * Writes arrays by their names, of whatever engine. Not compressed, since perturbed images hardly
   * shrink, and without times, so that equal arrays make equal files.
   */
  public static void write(Path file, NDArray... arrays) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (NDArray array : arrays) {
        byte[] header = header(array);
        byte[] data = array.toByteArray();
        CRC32 crc = new CRC32();
        crc.update(header);
        crc.update(data);
        ZipEntry entry = new ZipEntry(array.getName() + ".npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize((long) header.length + data.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(header);
        zip.write(data);
        zip.closeEntry();
      }
    }
  }

  /** The NPY header, version 1.0, of numpy.lib.format. */
  private static byte[] header(NDArray array) {
    String shape =
        LongStream.of(array.getShape().getShape())
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", ", "(", array.getShape().dimension() == 1 ? ",)" : ")"));
    String description =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(array.getDataType().asNumpy(), shape);
    int length = MAGIC.length + Short.BYTES + description.length() + 1;
    String padding = " ".repeat(Math.floorMod(-length, ALIGNMENT));
    byte[] text = (description + padding + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(MAGIC.length + Short.BYTES + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) text.length)
        .put(text)
        .array();
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

  /**
   * Reads all arrays of a file that may have been made to harm: like {@link #read}, but takes only
   * what {@link #write} writes, so that arrays are no larger than the file is.
   *
   * @throws IOException also if it is compressed, or claims other sizes than it has
   */
  public static NDList readUntrusted(Path file) throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      long left = Files.size(file);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > left) {
          throw new IOException(file.getFileName() + " is compressed, or claims to be larger");
        }
        left -= entry.getSize();
        byte[] start = zip.readNBytes(MAGIC.length + Short.BYTES + LONGEST_HEADER);
        checkSize(file, start, entry.getSize());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file.getFileName() + " is no NPZ file: " + e.getMessage(), e);
    }
    return read(file);
  }

  private static void checkSize(Path file, byte[] start, long size) throws IOException {
    int before = Math.min(start.length, MAGIC.length + Short.BYTES);
    Matcher header =
        HEADER.matcher(
            new String(start, before, start.length - before, StandardCharsets.ISO_8859_1));
    if (!header.lookingAt()) {
      throw new IOException(file.getFileName() + " has an array with no header that we write");
    }
    try {
      long bytes = Long.parseLong(header.group(1));
      for (String side : header.group(2).split(",", -1)) {
        if (!side.isBlank()) {
          bytes = Math.multiplyExact(bytes, Long.parseLong(side.strip()));
        }
      }
      if (bytes > size) {
        throw new IOException(file.getFileName() + " has an array that claims to be larger");
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IOException(file.getFileName() + " has an array of impossible shape", e);
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
