package dev.gauntlet.datasets;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One file of a data set, identified by its length and checksum.
 *
 * @param name its name in every folder it may lie in, for example {@code
 *     train-images-idx3-ubyte.gz}
 * @param length how many bytes it has
 * @param sha256 SHA-256 of the same bytes, 64 lower-case hex digits
 * @param checked which bytes these are
 * @param mirrors where it can be downloaded, tried in this order; empty where it cannot
 */
public record DatasetFile(
    String name, int length, String sha256, Checked checked, List<URI> mirrors) {
  private static final int LARGEST_CONTENT = Integer.MAX_VALUE - 16; // what an array can hold

  /** Which bytes a length and a checksum are those of. */
  public enum Checked {
    /**
     * The content, for a name ending in {@code .gz} after unpacking: mirrors that compressed the
     * same content differently are all right.
     */
    CONTENT,
    /** The file as it is published, where nobody publishes a checksum of its content. */
    FILE
  }

  /** A file whose length and checksum are those of its content. */
  public DatasetFile(String name, int length, String sha256, List<URI> mirrors) {
    this(name, length, sha256, Checked.CONTENT, mirrors);
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the name is a path, the checksum is not one, the length is
   *     not positive, or a mirror is neither http nor https
   */
  public DatasetFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(checked, "checked");
    mirrors = List.copyOf(mirrors);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("Not a plain file name: " + name);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "%s: a SHA-256 has 64 lower-case hex digits, not %s".formatted(name, sha256));
    }
    for (URI mirror : mirrors) {
      if (!"https".equals(mirror.getScheme()) && !"http".equals(mirror.getScheme())) {
        throw new IllegalArgumentException(
            "%s: a mirror is an http or https address, not %s".formatted(name, mirror));
      }
    }
    if (length < 1) {
      throw new IllegalArgumentException("%s: length must be positive".formatted(name));
    }
  }

  /**
   * Unpacks and checks what was read from {@code location}.
   *
   * @throws MalformedFileException if it is not this file's content
   */
  UnpackedFile check(String location, byte[] read) {
    if (checked == Checked.FILE) {
      requirePublished(location, read);
      return unpack(location, read, LARGEST_CONTENT);
    }
    UnpackedFile file = unpack(location, read, length);
    file.requireLength(length);
    String found = Sha256.hex(file.content());
    if (!found.equals(sha256)) {
      throw file.malformed(
          0,
          "other content than published: expected SHA-256 %s, found %s. Fetch the file again."
              .formatted(sha256, found));
    }
    return file;
  }

  /** The most bytes that the packed file can have, so that no mirror can fill the disk. */
  long mostPacked() {
    return checked == Checked.FILE ? length : length + length / 100L + 4096;
  }

  private void requirePublished(String location, byte[] read) {
    String found = Sha256.hex(read);
    if (read.length != length || !found.equals(sha256)) {
      throw MalformedFileException.packed(
          location,
          read.length == length ? 0 : Math.min(read.length, length),
          String.format(
              Locale.ROOT,
              "other file than published: expected %d bytes with SHA-256 %s, found %d with %s."
                  + " Fetch it again.",
              length,
              sha256,
              read.length,
              found));
    }
  }

  private UnpackedFile unpack(String location, byte[] read, int limit) {
    return new UnpackedFile(
        location, name.endsWith(".gz") ? Gzip.unpack(location, read, limit) : read);
  }
}
