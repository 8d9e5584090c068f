package dev.gauntlet.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Finds the files in a tar archive, and accepts nothing but a whole, sound one. */
final class Tar {
  private static final int RECORD_BYTES = 512;

  /**
   * A regular file in an archive.
   *
   * @param name its path in the archive
   * @param offset where its content begins in the unpacked archive
   * @param length bytes of content
   */
  record Member(String name, int offset, int length) {}

  private Tar() {}

  /**
   * The regular files of an archive, in its order.
   *
   * @throws MalformedFileException if it is no tar archive, or is cut off or damaged
   */
  static List<Member> members(UnpackedFile archive) {
    List<Member> members = new ArrayList<>();
    long end = 0; // of the members so far
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(archive.content()))) {
      for (TarArchiveEntry entry = next(tar, archive, end);
          entry != null;
          entry = next(tar, archive, end)) {
        long offset = tar.getBytesRead();
        end = offset + roundedUp(entry.getSize());
        if (end > archive.content().length) {
          throw archive.malformed(
              archive.content().length,
              String.format(
                  Locale.ROOT,
                  "truncated: expected %d bytes of %s from byte %d on, found the end. Fetch the"
                      + " file again.",
                  entry.getSize(),
                  entry.getName(),
                  offset));
        }
        if (entry.isFile()) {
          members.add(new Member(entry.getName(), (int) offset, (int) entry.getSize()));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("An array can be read and closed", e);
    }
    if (end + RECORD_BYTES > archive.content().length) {
      throw archive.malformed(
          archive.content().length,
          "truncated: expected the record that ends a tar archive, found the end. Fetch the file"
              + " again.");
    }
    return members;
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar, UnpackedFile archive, long end) {
    TarArchiveEntry entry;
    try {
      entry = tar.getNextEntry();
    } catch (IOException e) {
      throw noHeader(archive, end, e.getMessage());
    }
    if (entry != null && !entry.isCheckSumOK()) {
      throw noHeader(archive, end, "its checksum is wrong");
    }
    return entry;
  }

  private static MalformedFileException noHeader(UnpackedFile archive, long at, String problem) {
    return archive.malformed(
        at,
        "no header of a tar member: %s. Check that this is a tar archive, or fetch it again."
            .formatted(problem));
  }

  private static long roundedUp(long bytes) {
    return (bytes + RECORD_BYTES - 1) / RECORD_BYTES * RECORD_BYTES;
  }
}
