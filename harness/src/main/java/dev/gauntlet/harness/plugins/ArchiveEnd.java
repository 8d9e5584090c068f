package dev.gauntlet.harness.plugins;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The last record of an archive, which says how large its table of contents is. Java's own reader
 * takes as much memory as it says there, so somebody must look first.
 */
final class ArchiveEnd {
  private static final int SIGNATURE = 0x06054b50;
  private static final int LENGTH = 22;
  private static final int TABLE_BYTES_AT = 12;
  private static final int COMMENT_LENGTH_AT = 20;
  private static final int LONGEST_COMMENT = 0xffff;

  private static final int ZIP64_SIGNATURE = 0x07064b50;
  private static final int ZIP64_LENGTH = 20;

  private ArchiveEnd() {}

  /**
   * The size of the table of contents of a file, as its end has it.
   *
   * @throws ZipException if it is not the end of an archive, more follows, or the archive is of the
   *     kind for more than 65,535 entries or 4 GiB
   */
  static long tableBytes(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      int length = (int) Math.min(channel.size(), ZIP64_LENGTH + LENGTH + LONGEST_COMMENT);
      ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      long start = channel.size() - length;
      while (tail.hasRemaining() && channel.read(tail, start + tail.position()) >= 0) {}
      return tableBytes(tail);
    }
  }

  private static long tableBytes(ByteBuffer tail) throws ZipException {
    int at = tail.limit() - LENGTH;
    while (at >= 0 && tail.getInt(at) != SIGNATURE) {
      at--;
    }
    if (at < 0) {
      throw new ZipException("it has no end as an archive has: cut off, or no archive");
    }
    // Readers differ in what they make of such a file.
    if (at + LENGTH + Short.toUnsignedInt(tail.getShort(at + COMMENT_LENGTH_AT)) != tail.limit()) {
      throw new ZipException("something follows the end of the archive");
    }
    if (at >= ZIP64_LENGTH && tail.getInt(at - ZIP64_LENGTH) == ZIP64_SIGNATURE) {
      throw new ZipException(
          "it is a ZIP64 archive, for more than 65,535 entries or 4 GiB; a plugin has fewer");
    }
    return Integer.toUnsignedLong(tail.getInt(at + TABLE_BYTES_AT));
  }
}
