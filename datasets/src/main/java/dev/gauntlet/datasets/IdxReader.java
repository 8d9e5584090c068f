package dev.gauntlet.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Reads gzipped IDX files, the format of MNIST (<a href="https://yann.lecun.com/exdb/mnist/">LeCun,
 * Cortes, Burges</a>): big-endian 32-bit magic number and sizes, then unsigned bytes. Every byte is
 * accounted for: a file with one byte too few or too many is refused.
 */
public final class IdxReader {
  private static final int IMAGES_MAGIC = 0x0803; // unsigned bytes, three dimensions
  private static final int LABELS_MAGIC = 0x0801; // unsigned bytes, one dimension
  private static final int IMAGES_HEADER = 16;
  private static final int LABELS_HEADER = 8;
  private static final int LONGEST_SIDE = 0xffff; // keeps count x rows x columns within a long
  private static final int LARGEST_CONTENT = Integer.MAX_VALUE - 16; // what an array can hold

  private IdxReader() {}

  /**
   * Reads a pair of gzipped IDX files.
   *
   * @param images unsigned bytes, (N,H,W)
   * @param labels unsigned bytes, (N)
   * @param classes how many classes there are
   * @param idPrefix the id of image i is this, a dash, and i with at least five digits
   * @return the images, (N,1,H,W)
   * @throws MalformedFileException if a file is not gzip, truncated, oversized or damaged, has
   *     another magic number, no images, a label that is no class, or not as many labels as images
   * @throws DatasetException if a file cannot be read
   */
  public static LabeledImages read(Path images, Path labels, int classes, String idPrefix) {
    return parse(unpack(images), unpack(labels), classes, count -> numbered(idPrefix, count));
  }

  /** Ids from {@code prefix-00000} on. */
  static List<String> numbered(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, "%s-%05d", prefix, i))
        .toList();
  }

  /**
   * As {@link #read}, from files already unpacked; {@code ids} gives as many ids as it is asked.
   */
  static LabeledImages parse(
      UnpackedFile images, UnpackedFile labels, int classes, IntFunction<List<String>> ids) {
    ByteBuffer imageBytes = header(images, IMAGES_MAGIC, IMAGES_HEADER);
    int count = positive(images, imageBytes, 4, "images", Integer.MAX_VALUE);
    int height = positive(images, imageBytes, 8, "rows", LONGEST_SIDE);
    int width = positive(images, imageBytes, 12, "columns", LONGEST_SIDE);
    images.requireLength(IMAGES_HEADER + (long) count * height * width);

    ByteBuffer labelBytes = header(labels, LABELS_MAGIC, LABELS_HEADER);
    int labelCount = positive(labels, labelBytes, 4, "labels", Integer.MAX_VALUE);
    labels.requireLength(LABELS_HEADER + (long) labelCount);
    if (labelCount != count) {
      throw labels.malformed(
          4,
          String.format(
              Locale.ROOT,
              "expected %d labels, as many as %s has images, found %d. Take both files from the"
                  + " same set.",
              count,
              images.name(),
              labelCount));
    }
    return new LabeledImages(
        new ImageShape(1, height, width),
        classes,
        rest(imageBytes, IMAGES_HEADER),
        classLabels(labels, rest(labelBytes, LABELS_HEADER), classes),
        ids.apply(count));
  }

  private static ByteBuffer header(UnpackedFile file, int magic, int bytes) {
    ByteBuffer content = ByteBuffer.wrap(file.content());
    if (content.limit() >= Integer.BYTES && content.getInt(0) != magic) {
      throw file.malformed(
          0,
          String.format(
              Locale.ROOT,
              "wrong magic number: expected %08x, found %08x. %s",
              magic,
              content.getInt(0),
              "Check that images and labels are not swapped and that this is an IDX file."));
    }
    if (content.limit() < bytes) {
      throw file.malformed(
          content.limit(),
          String.format(
              Locale.ROOT,
              "truncated: expected a header of %d bytes, found %d. Fetch the file again.",
              bytes,
              content.limit()));
    }
    return content;
  }

  private static int positive(
      UnpackedFile file, ByteBuffer content, int offset, String what, int most) {
    int value = content.getInt(offset);
    if (value < 1 || value > most) {
      throw file.malformed(
          offset,
          String.format(
              Locale.ROOT,
              "expected 1 to %d %s, found %d. Fetch the file again, or check what wrote it.",
              most,
              what,
              Integer.toUnsignedLong(value)));
    }
    return value;
  }

  private static byte[] rest(ByteBuffer content, int from) {
    byte[] bytes = new byte[content.limit() - from];
    content.get(from, bytes);
    return bytes;
  }

  private static int[] classLabels(UnpackedFile file, byte[] bytes, int classes) {
    int[] labels = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      labels[i] = Byte.toUnsignedInt(bytes[i]);
      if (labels[i] >= classes) {
        throw file.malformed(
            LABELS_HEADER + i,
            String.format(
                Locale.ROOT,
                "expected a label from 0 to %d, found %d. Check that this is the set that was asked"
                    + " for.",
                classes - 1,
                labels[i]));
      }
    }
    return labels;
  }

  private static UnpackedFile unpack(Path file) {
    try {
      byte[] packed = Files.readAllBytes(file);
      return new UnpackedFile(
          file.toString(), Gzip.unpack(file.toString(), packed, LARGEST_CONTENT));
    } catch (IOException e) {
      throw DatasetException.unreadable(file.toString(), e);
    }
  }
}
