package dev.gauntlet.datasets;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks a gzip file and accepts nothing but a whole, sound one. */
final class Gzip {
  private static final int TRAILER_BYTES = 8;

  private Gzip() {}

  /**
   * Unpacks {@code packed}.
   *
   * @param file how messages name the file
   * @param limit the most bytes it may unpack to
   * @throws MalformedFileException if it is no gzip file, is cut off or damaged, is followed by
   *     other bytes, or unpacks to more than {@code limit}
   */
  static byte[] unpack(String file, byte[] packed, int limit) {
    if (packed.length < 2 || packed[0] != 0x1f || packed[1] != (byte) 0x8b) {
      throw MalformedFileException.packed(
          file,
          0,
          "not a gzip file: expected it to start with 1f8b, found %s. Give the file as published, with gzip."
              .formatted(
                  packed.length == 0
                      ? "an empty file"
                      : HexFormat.of().formatHex(packed, 0, Math.min(2, packed.length))));
    }
    try (Member member = new Member(packed)) {
      return member.unpack(file, limit);
    } catch (EOFException e) {
      throw MalformedFileException.packed(
          file,
          packed.length,
          "the gzip stream is cut off: expected more bytes, found the end of the file. Fetch it"
              + " again.");
    } catch (IOException e) {
      throw MalformedFileException.packed(
          file, 2, "the gzip header is damaged: %s. Fetch it again.".formatted(e.getMessage()));
    }
  }

  /** A gzip stream whose input is all in the buffer, so that positions in it are known. */
  private static final class Member extends GZIPInputStream {
    private final byte[] packed;

    Member(byte[] packed) throws IOException {
      super(new ByteArrayInputStream(packed), packed.length);
      this.packed = packed;
    }

    byte[] unpack(String file, int limit) throws IOException {
      byte[] content;
      try {
        // One more than allowed, so that a file which unpacks to more is told from one that fits.
        content = readNBytes(limit + 1);
      } catch (ZipException e) {
        throw MalformedFileException.packed(
            file,
            packed.length - inf.getRemaining(),
            "the gzip stream is damaged: %s. Fetch the file again.".formatted(e.getMessage()));
      }
      if (content.length > limit) {
        throw MalformedFileException.unpacked(
            file,
            limit,
            "oversized: expected the content to end here, found more. Fetch the file again.");
      }
      int left = inf.getRemaining() - TRAILER_BYTES;
      if (left > 0) {
        throw MalformedFileException.packed(
            file,
            packed.length - left,
            String.format(
                Locale.ROOT,
                "oversized: expected the end of the gzip stream, found %d more bytes. Fetch the"
                    + " file again.",
                left));
      }
      return content;
    }
  }
}
