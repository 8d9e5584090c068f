package dev.gauntlet.harness.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A jar as the harness reads it, none of whose entries can lead out of a folder or be larger than
 * it declares.
 *
 * <p>The limits leave room for models of ImageNet's size: a billion weights of 32 bits fit into
 * {@link #MOST_BYTES}, and the largest of the usual networks, VGG-19 with 144 million, seven times.
 */
public final class Archive implements AutoCloseable {
  /** Of the file: 4 GiB, as much as an archive can have that is not ZIP64. */
  static final long MOST_BYTES = (4L << 30) - 1;

  /** Of all entries together, unpacked: 8 GiB. */
  static final long MOST_UNPACKED_BYTES = 8L << 30;

  /** What an archive can have that is not ZIP64. */
  static final int MOST_ENTRIES = 0xffff;

  /** Of the table of contents: room for {@link #MOST_ENTRIES} names of 200 letters. */
  static final long MOST_TABLE_BYTES = 16L << 20;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
  private static final Set<String> NO_NAMES = Set.of("", ".", "..");

  private final ZipFile zip;
  private final List<String> names;

  private Archive(ZipFile zip, List<String> names) {
    this.zip = zip;
    this.names = List.copyOf(names);
  }

  /**
   * Opens a jar and looks at its table of contents, not at the entries.
   *
   * @throws ZipException if it is no archive, is larger than the limits, or has an entry whose name
   *     leads elsewhere, is not plain or is another's too; the message is for the jar's author
   * @throws IOException if it cannot be read
   */
  public static Archive open(Path file) throws IOException {
    checkFile(file);
    atMost("bytes in its table of contents", ArchiveEnd.tableBytes(file), MOST_TABLE_BYTES);
    ZipFile zip = new ZipFile(file.toFile());
    try {
      return new Archive(zip, names(zip));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /**
   * Whether it can be read at all.
   *
   * @throws ZipException if it is no regular file, or too large
   */
  static void checkFile(Path file) throws IOException {
    // A pipe would let a reader wait for ever.
    if (!Files.isRegularFile(file)) {
      throw new ZipException("it is no regular file");
    }
    atMost("bytes", Files.size(file), MOST_BYTES);
  }

  private static List<String> names(ZipFile zip) throws ZipException {
    atMost("entries", zip.size(), MOST_ENTRIES);
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long unpacked = 0;
    for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
      String name = entry.getName();
      String problem = problem(name);
      if (!problem.isEmpty()) {
        throw new ZipException("its entry '" + visible(name) + "' " + problem);
      }
      if (!seen.add(name)) {
        throw new ZipException("two of its entries have the name '" + name + "'");
      }
      long size = entry.getSize();
      atMost("bytes when unpacked", size < 0 ? Long.MAX_VALUE : size, MOST_UNPACKED_BYTES);
      unpacked += size;
      atMost("bytes when unpacked", unpacked, MOST_UNPACKED_BYTES);
      names.add(name);
    }
    return names;
  }

  private static String problem(String name) {
    if (name.chars().anyMatch(Character::isISOControl)) {
      return "has a control character in its name";
    }
    if (name.startsWith("/") || name.contains("\\") || DRIVE.matcher(name).matches()) {
      return "leads to a place of its own, not below a folder";
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      if (NO_NAMES.contains(part)) {
        return "leads out of a folder, or not straight to a place in it";
      }
    }
    return "";
  }

  private static String visible(String name) {
    return name.replaceAll("\\p{Cntrl}", "\ufffd");
  }

  private static void atMost(String what, long actual, long limit) throws ZipException {
    if (actual > limit) {
      throw new ZipException(
          String.format(
              Locale.ROOT, "it has %,d %s; at most %,d are allowed", actual, what, limit));
    }
  }

  /** The names of all entries, folders among them with a slash at the end. */
  public List<String> names() {
    return names;
  }

  /**
   * An entry's content.
   *
   * @param most the longest it may be
   * @return nothing if there is no such entry
   * @throws ZipException if it is longer, or not as long as the archive declares
   */
  public Optional<byte[]> bytes(String name, int most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    atMost("bytes in its entry " + name, entry.getSize(), most);
    try (InputStream in = stream(name)) {
      return Optional.of(in.readAllBytes());
    }
  }

  /**
   * An entry's content, to be read piece by piece. It ends in a {@link ZipException} where the
   * entry is not as long as the archive declares.
   *
   * @param name one of {@link #names}
   */
  public InputStream stream(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    return new DeclaredBytes(zip.getInputStream(entry), name, entry.getSize());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
