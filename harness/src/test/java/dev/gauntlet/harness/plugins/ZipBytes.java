package dev.gauntlet.harness.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives that no honest program writes: an honest one, and what is changed in it. */
final class ZipBytes {
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;

  private final ByteBuffer bytes;

  private ZipBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ZipBytes of(byte[] zip) {
    return new ZipBytes(zip.clone());
  }

  /** An archive with these entries, in this order. */
  static ZipBytes of(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return new ZipBytes(out.toByteArray());
  }

  /** Gives entries another name, of the same length. */
  ZipBytes renamed(String from, String to) {
    byte[] old = from.getBytes(UTF_8);
    byte[] changed = to.getBytes(UTF_8);
    for (int at = 0; at + old.length <= bytes.limit(); at++) {
      if (Arrays.equals(bytes.array(), at, at + old.length, old, 0, old.length)) {
        System.arraycopy(changed, 0, bytes.array(), at, changed.length);
      }
    }
    return this;
  }

  /** Lets the table of contents declare another unpacked size of an entry. */
  ZipBytes declaring(String name, long size) {
    byte[] wanted = name.getBytes(UTF_8);
    for (int at = 0; at + 46 < bytes.limit(); at++) {
      if (bytes.getInt(at) == CENTRAL
          && Arrays.equals(
              bytes.array(),
              at + 46,
              at + 46 + bytes.getShort(at + 28),
              wanted,
              0,
              wanted.length)) {
        bytes.putInt(at + 24, (int) size);
        return this;
      }
    }
    throw new IllegalArgumentException("there is no entry " + name);
  }

  /** Lets the end declare another size of the table of contents. */
  ZipBytes declaringTable(int size) {
    bytes.putInt(end() + 12, size);
    return this;
  }

  private int end() {
    int at = bytes.limit() - 22;
    while (bytes.getInt(at) != END) {
      at--;
    }
    return at;
  }

  byte[] get() {
    return bytes.array();
  }
}
