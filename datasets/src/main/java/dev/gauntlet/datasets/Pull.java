package dev.gauntlet.datasets;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings files of one data set into its folder. The folder must be locked.
 *
 * @param dataset what the files belong to
 * @param folder where they get to
 */
record Pull(Dataset dataset, Path folder) {

  /** Downloads a file from the first mirror that gives it whole and with its checksum. */
  void download(DatasetFile file, PullProgress progress) {
    if (file.mirrors().isEmpty()) {
      throw new DatasetException(
          "%s of %s has no public address. %s"
              .formatted(file.name(), dataset.name(), dataset.pullHint()));
    }
    List<String> failures = new ArrayList<>();
    for (URI mirror : file.mirrors()) {
      try (PartFile part = PartFile.open(part(file, mirror))) {
        fetch(file, mirror, part, progress);
        part.publish(folder.resolve(file.name()));
        forgetParts(file);
        return;
      } catch (MalformedFileException e) {
        failures.add(e.getMessage());
      } catch (IOException e) {
        failures.add("%s: %s".formatted(mirror, DatasetException.reason(e)));
      }
    }
    throw new DatasetException(
        "%s of %s could not be downloaded. %s. Check the network and run the same command again,"
                .formatted(file.name(), dataset.name(), String.join("; ", failures))
            + " which goes on where this one stopped; or get the files elsewhere and run"
            + " `harness datasets pull %s --from DIR`.".formatted(dataset.name()));
  }

  /** Copies files that lie in {@code source} under the same names; none if one is missing there. */
  void copy(List<DatasetFile> files, Path source) {
    requireAll(files, source);
    for (DatasetFile file : files) {
      copy(file, source.resolve(file.name()));
    }
  }

  private static void fetch(DatasetFile file, URI mirror, PartFile part, PullProgress progress)
      throws IOException {
    boolean resumed = part.length() > 0;
    new Download(mirror, file.name(), file.mostPacked(), progress).into(part);
    try {
      file.check(mirror.toString(), part.read());
    } catch (MalformedFileException e) {
      part.clear();
      if (!resumed) {
        throw e;
      }
      // What the earlier pull left was perhaps at fault: once more, all of it.
      fetch(file, mirror, part, progress);
    }
  }

  /** One per mirror: the same content may be compressed differently, and parts must not mix. */
  private Path part(DatasetFile file, URI mirror) {
    String origin = Sha256.hex(mirror.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    return folder.resolve("%s.%s.part".formatted(file.name(), origin));
  }

  private void forgetParts(DatasetFile file) {
    for (URI mirror : file.mirrors()) {
      Path part = part(file, mirror);
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw DatasetException.unwritable(part, e);
      }
    }
  }

  private void requireAll(List<DatasetFile> files, Path source) {
    if (!Files.isDirectory(source)) {
      throw new DatasetException(
          "%s is not a folder. Give the folder that holds the files of %s."
              .formatted(source, dataset.name()));
    }
    List<String> missing =
        files.stream()
            .filter(file -> !Files.exists(source.resolve(file.name())))
            .map(file -> file.name() + unpackedHint(source, file))
            .toList();
    if (!missing.isEmpty()) {
      throw new DatasetException(
          "%s lacks files of %s: %s. Put them there under these names, as published."
              .formatted(source, dataset.name(), String.join(", ", missing)));
    }
  }

  private static String unpackedHint(Path source, DatasetFile file) {
    String unpacked = file.name().replaceFirst("\\.gz$", "");
    return file.checked() == DatasetFile.Checked.CONTENT && Files.exists(source.resolve(unpacked))
        ? " (it is there unpacked: run `gzip -k %s`)".formatted(source.resolve(unpacked))
        : "";
  }

  private void copy(DatasetFile file, Path source) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(source);
    } catch (IOException e) {
      throw DatasetException.unreadable(source.toString(), e);
    }
    file.check(source.toString(), bytes);
    try (PartFile part = PartFile.open(folder.resolve(file.name() + ".part"))) {
      part.clear();
      try {
        part.append(bytes, bytes.length);
      } catch (DatasetException e) {
        part.clear(); // on a full disk it would only be in the way
        throw e;
      }
      part.publish(folder.resolve(file.name()));
    }
  }
}
