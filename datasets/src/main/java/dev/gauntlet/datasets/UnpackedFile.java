package dev.gauntlet.datasets;

import java.util.Locale;

/** The content of a data file after unpacking, and the name that messages give the file. */
final class UnpackedFile {
  private final String name;
  private final byte[] content;

  /** Takes the array as it is. */
  UnpackedFile(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  /** Where the file is, for messages. */
  String name() {
    return name;
  }

  /** The content itself, not a copy: readers in this package do not write to it. */
  byte[] content() {
    return content;
  }

  /**
   * Refuses any other length.
   *
   * @throws MalformedFileException naming the first byte that is missing or too much
   */
  void requireLength(long expected) {
    if (content.length != expected) {
      throw malformed(
          Math.min(content.length, expected),
          String.format(
              Locale.ROOT,
              "%s: expected %d bytes, found %d. Fetch the file again.",
              content.length < expected ? "truncated" : "oversized",
              expected,
              content.length));
    }
  }

  /** What is wrong at {@code offset} of the content. */
  MalformedFileException malformed(long offset, String problem) {
    return MalformedFileException.unpacked(name, offset, problem);
  }
}
