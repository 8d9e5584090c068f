package dev.gauntlet.toolkit.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * An array of an NPZ file, read as numpy's documentation of the format says (numpy.lib.format,
 * version 1) and without any of the code that wrote it.
 *
 * @param shape lengths of the axes
 * @param values in row order
 */
record Npy(List<Long> shape, List<Float> values) {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\),? *\\}\\s*");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** The arrays by their names in the archive, less ".npy". */
  static Map<String, Npy> all(InputStream npz) throws IOException {
    Map<String, Npy> arrays = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(npz)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getName()).endsWith(".npy");
        String name = entry.getName().substring(0, entry.getName().length() - ".npy".length());
        arrays.put(name, read(zip.readAllBytes()));
      }
    }
    return arrays;
  }

  private static Npy read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[6];
    buffer.get(magic);
    assertThat(new String(magic, StandardCharsets.ISO_8859_1)).isEqualTo("\u0093NUMPY");
    assertThat(buffer.get()).as("major version").isEqualTo((byte) 1);
    assertThat(buffer.get()).as("minor version").isEqualTo((byte) 0);
    byte[] header = new byte[buffer.getShort()];
    buffer.get(header);
    Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
    assertThat(matcher.matches()).as(new String(header, StandardCharsets.US_ASCII)).isTrue();
    List<Long> shape =
        NUMBER.matcher(matcher.group(1)).results().map(n -> Long.valueOf(n.group())).toList();
    List<Float> values = new ArrayList<>();
    while (buffer.hasRemaining()) {
      values.add(buffer.getFloat());
    }
    return new Npy(shape, values);
  }
}
