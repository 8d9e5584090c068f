package dev.gauntlet.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The data sets on this machine: the embedded ones, and those pulled into a folder. */
public final class DatasetStore {
  private final DatasetRegistry registry;
  private final Path home;

  /**
   * Makes a store of the built-in data sets.
   *
   * @param home the folder for pulled files, one folder in it per data set; made when needed
   */
  public DatasetStore(Path home) {
    this(DatasetRegistry.builtIn(), home);
  }

  /** As {@link #DatasetStore(Path)}, of the data sets in {@code registry}. */
  public DatasetStore(DatasetRegistry registry, Path home) {
    this.registry = registry;
    this.home = home.toAbsolutePath().normalize();
  }

  /** The data sets this store knows. */
  public DatasetRegistry registry() {
    return registry;
  }

  /**
   * Reads one split, after checking each of its files against its published checksum.
   *
   * @throws UnknownDatasetException if there is no such data set
   * @throws MissingDatasetException if its files have to be pulled first
   * @throws MalformedFileException if a file is damaged
   * @throws DatasetException if a file cannot be read
   */
  public LabeledImages load(String name, Split split) {
    Dataset dataset = registry.get(name);
    return dataset.format().read(dataset, split, file -> content(dataset, file));
  }

  private UnpackedFile content(Dataset dataset, String fileName) {
    DatasetFile file =
        dataset.files().stream()
            .filter(candidate -> candidate.name().equals(fileName))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(dataset.name() + " has no " + fileName));
    String location = location(dataset, file);
    try {
      return file.check(location, read(dataset, file));
    } catch (NoSuchFileException e) {
      throw new MissingDatasetException(
          "Data set %s is not on this machine: %s is missing. Run `harness datasets pull %s`, or with --from DIR if you have its files."
              .formatted(dataset.name(), location, dataset.name()));
    } catch (IOException e) {
      throw new DatasetException(
          "%s cannot be read (%s). Check its permissions, or run `harness datasets pull %s`."
              .formatted(location, e, dataset.name()),
          e);
    }
  }

  private byte[] read(Dataset dataset, DatasetFile file) throws IOException {
    if (!dataset.embedded()) {
      return Files.readAllBytes(path(dataset, file));
    }
    try (InputStream in = DatasetStore.class.getResourceAsStream(resource(dataset, file))) {
      if (in == null) {
        throw new IllegalStateException(location(dataset, file) + " was not built in");
      }
      return in.readAllBytes();
    }
  }

  private String location(Dataset dataset, DatasetFile file) {
    return dataset.embedded()
        ? "embedded " + resource(dataset, file)
        : path(dataset, file).toString();
  }

  private static String resource(Dataset dataset, DatasetFile file) {
    return dataset.name() + "/" + file.name();
  }

  private Path path(Dataset dataset, DatasetFile file) {
    return home.resolve(dataset.name()).resolve(file.name());
  }
}
