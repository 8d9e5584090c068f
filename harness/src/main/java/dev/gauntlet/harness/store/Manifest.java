package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of an entry, so that a damaged one is noticed.
 *
 * @param files by name
 */
record Manifest(Map<String, Content> files) {
  static final String FILE = "manifest.json";

  /** What a file holds. */
  record Content(String sha256, long size) {}

  Manifest {
    files = Map.copyOf(files);
  }

  /** Of all files that lie in a directory. */
  static Manifest of(Path directory) throws IOException {
    Map<String, Content> files = new TreeMap<>();
    for (Path file : files(directory)) {
      if (!name(file).equals(FILE)) {
        files.put(name(file), new Content(Sha256.of(file), Files.size(file)));
      }
    }
    return new Manifest(files);
  }

  /**
   * Of an entry.
   *
   * @throws StoreException if it cannot be read
   */
  static Manifest read(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw StoreException.cannotRead(file, new NoSuchFileException(file.toString()));
    }
    return Json.read(file, Manifest.class);
  }

  /** The first thing in which the directory differs from this manifest. */
  Optional<String> difference(Path directory) throws IOException {
    for (Map.Entry<String, Content> expected : files.entrySet()) {
      Path file = directory.resolve(expected.getKey());
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(
            file + (Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? " is no file" : " is missing"));
      }
      if (Files.size(file) != expected.getValue().size()) {
        return Optional.of(
            file + " has " + Files.size(file) + " bytes, expected " + expected.getValue().size());
      }
      String found = Sha256.of(file);
      if (!found.equals(expected.getValue().sha256())) {
        return Optional.of(
            file + " has SHA-256 " + found + ", expected " + expected.getValue().sha256());
      }
    }
    try (Stream<Path> present = Files.list(directory)) {
      // Hidden files are left by file managers and network file systems; no plugin can open them.
      return present
          .filter(file -> !files.containsKey(name(file)) && !name(file).equals(FILE))
          .filter(file -> !name(file).startsWith("."))
          .findFirst()
          .map(file -> file + " does not belong there");
    }
  }

  /** The SHA-256 of a file, if it is one of them. */
  Optional<String> sha256(String name) {
    return Optional.ofNullable(files.get(name)).map(Content::sha256);
  }

  long size() {
    return files.values().stream().mapToLong(Content::size).sum();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }
}
