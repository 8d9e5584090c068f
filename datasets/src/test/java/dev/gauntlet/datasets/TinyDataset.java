package dev.gauntlet.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A data set small enough for tests, large enough that a download of it can be cut. */
final class TinyDataset {
  static final String NAME = "tiny";
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";

  private final LabeledImages train = images("train", 200);
  private final LabeledImages test = images("t10k", 20);

  LabeledImages train() {
    return train;
  }

  LabeledImages test() {
    return test;
  }

  /** What each file unpacks to, by its name. */
  private Map<String, byte[]> contents() {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(TRAIN_IMAGES, IdxFiles.images(train));
    contents.put("train-labels-idx1-ubyte.gz", IdxFiles.labels(train));
    contents.put("t10k-images-idx3-ubyte.gz", IdxFiles.images(test));
    contents.put("t10k-labels-idx1-ubyte.gz", IdxFiles.labels(test));
    return contents;
  }

  /** Every file as published, by its name. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = contents();
    files.replaceAll((name, content) -> IdxFiles.gzip(content));
    return files;
  }

  /** Writes every file into {@code folder}. */
  void writeTo(Path folder) {
    files()
        .forEach(
            (name, packed) -> {
              try {
                Files.write(folder.resolve(name), packed);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** A registry of this data set alone, whose files lie at {@code mirrors}. */
  DatasetRegistry registry(URI... mirrors) {
    return new DatasetRegistry(
        List.of(
            new Dataset(
                NAME,
                "Tiny",
                "Nobody",
                "None",
                new ImageShape(1, 28, 28),
                List.of("0", "1", "2"),
                Optional.empty(),
                Optional.empty(),
                false,
                DatasetFormat.IDX,
                contents().entrySet().stream()
                    .map(file -> file(file.getKey(), file.getValue(), mirrors))
                    .toList())));
  }

  private static DatasetFile file(String name, byte[] content, URI... mirrors) {
    return new DatasetFile(
        name,
        content.length,
        Sha256.hex(content),
        List.of(mirrors).stream().map(mirror -> mirror.resolve(name)).toList());
  }

  private static LabeledImages images(String prefix, int count) {
    Random random = new Random(count);
    byte[] pixels = new byte[count * 28 * 28];
    random.nextBytes(pixels);
    return new LabeledImages(
        new ImageShape(1, 28, 28),
        3,
        pixels,
        random.ints(count, 0, 3).toArray(),
        IdxReader.numbered(prefix, count));
  }
}
