package dev.gauntlet.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes the files that {@link IdxReader} reads. */
final class IdxFiles {
  private IdxFiles() {}

  /** An IDX file of images, (N,1,H,W). */
  static byte[] images(LabeledImages images) {
    byte[] pixels = new byte[images.pixels().remaining()];
    images.pixels().get(pixels);
    return idx(0x0803, new int[] {images.count(), images.height(), images.width()}, pixels);
  }

  /** An IDX file of labels, (N). */
  static byte[] labels(LabeledImages images) {
    byte[] labels = new byte[images.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) images.label(i);
    }
    return idx(0x0801, new int[] {images.count()}, labels);
  }

  /** An IDX file with any header. */
  static byte[] idx(int magic, int[] sizes, byte[] values) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put(values).array();
  }

  /** The smallest gzip file of {@code content}, the same at every call. */
  static byte[] gzip(byte[] content) {
    return gzip(content, Deflater.BEST_COMPRESSION);
  }

  /** A gzip file of {@code content}, with a level of {@link Deflater}. */
  static byte[] gzip(byte[] content, int level) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip =
        new GZIPOutputStream(packed) {
          {
            def.setLevel(level);
          }
        }) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("An array takes every byte", e);
    }
    return packed.toByteArray();
  }
}
