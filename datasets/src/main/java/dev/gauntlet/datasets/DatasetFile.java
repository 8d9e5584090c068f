package dev.gauntlet.datasets;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * One file of a data set. Its length and checksum are those of the content: mirrors that compressed
 * the same content differently are all right.
 *
 * @param name its name in every folder it may lie in, for example {@code
 *     train-images-idx3-ubyte.gz}
 * @param length bytes of content, for a name ending in {@code .gz} after unpacking
 * @param sha256 SHA-256 of the same content, 64 lower-case hex digits
 * @param mirrors where it can be downloaded, tried in this order; empty where it cannot
 */
public record DatasetFile(String name, int length, String sha256, List<URI> mirrors) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the name is a path, the checksum is not one, the length is
   *     not positive, or a mirror is neither http nor https
   */
  public DatasetFile {
    Objects.requireNonNull(name, "name");
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
    UnpackedFile file =
        new UnpackedFile(
            location, name.endsWith(".gz") ? Gzip.unpack(location, read, length) : read);
    file.requireLength(length);
    String found = Sha256.hex(file.content());
    if (!found.equals(sha256)) {
      throw MalformedFileException.unpacked(
          location,
          0,
          "other content than published: expected SHA-256 %s, found %s. Fetch the file again."
              .formatted(sha256, found));
    }
    return file;
  }
}
