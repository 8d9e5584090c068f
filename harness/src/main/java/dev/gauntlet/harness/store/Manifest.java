package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.Files;
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
      String name = file.getFileName().toString();
      if (!name.equals(FILE)) {
        files.put(name, new Content(Sha256.of(file), Files.size(file)));
      }
    }
    return new Manifest(files);
  }

  /** The first thing in which the directory differs from this manifest. */
  Optional<String> difference(Path directory) throws IOException {
    for (Map.Entry<String, Content> expected : files.entrySet()) {
      Path file = directory.resolve(expected.getKey());
      if (!Files.isRegularFile(file)) {
        return Optional.of(file + " is missing");
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
    return Optional.empty();
  }

  long size() {
    return files.values().stream().mapToLong(Content::size).sum();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.filter(Files::isRegularFile).toList();
    }
  }
}
