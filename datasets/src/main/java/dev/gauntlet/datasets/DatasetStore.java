package dev.gauntlet.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

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

  /**
   * Checks every file of a data set against its published checksum, in the order it lists them.
   *
   * @throws UnknownDatasetException if there is no such data set
   */
  public List<FileCheck> verify(String name) {
    Dataset dataset = registry.get(name);
    return dataset.files().stream().map(file -> check(dataset, file)).toList();
  }

  /**
   * Downloads what is missing or damaged. Files that are as published are not touched; what an
   * earlier pull began is gone on with; a file gets its name only when it is whole and has the
   * published checksum. Does nothing for an embedded data set.
   *
   * @param progress told of every step
   * @throws UnknownDatasetException if there is no such data set
   * @throws DatasetException if no mirror gives a file, the disk does not take it, or another
   *     process is pulling the same data set
   */
  public void pull(String name, PullProgress progress) {
    whileLocked(
        registry.get(name),
        (pull, lacking) -> lacking.forEach(file -> pull.download(file, progress)));
  }

  /**
   * Takes what is missing or damaged from local files, as published and under the same names,
   * instead of a download. Otherwise like {@link #pull}.
   *
   * @param source the folder they lie in; it is only read
   * @throws UnknownDatasetException if there is no such data set
   * @throws MalformedFileException if one of the local files is not as published
   * @throws DatasetException if a local file is missing or cannot be read, the disk does not take
   *     it, or another process is pulling the same data set
   */
  public void pullFrom(String name, Path source) {
    whileLocked(registry.get(name), (pull, lacking) -> pull.copy(lacking, source));
  }

  private void whileLocked(Dataset dataset, BiConsumer<Pull, List<DatasetFile>> work) {
    if (dataset.embedded()) {
      return;
    }
    Path folder = home.resolve(dataset.name());
    FolderLock.holding(
        folder,
        () -> {
          List<DatasetFile> lacking =
              dataset.files().stream().filter(file -> !check(dataset, file).ok()).toList();
          work.accept(new Pull(dataset, folder), lacking);
        });
  }

  private FileCheck check(Dataset dataset, DatasetFile file) {
    String location = location(dataset, file);
    try {
      file.check(location, read(dataset, file));
      return new FileCheck(file.name(), location, FileCheck.State.OK, "");
    } catch (NoSuchFileException e) {
      return new FileCheck(file.name(), location, FileCheck.State.MISSING, dataset.pullHint());
    } catch (MalformedFileException e) {
      return new FileCheck(file.name(), location, FileCheck.State.DAMAGED, e.getMessage());
    } catch (IOException e) {
      return new FileCheck(
          file.name(),
          location,
          FileCheck.State.DAMAGED,
          DatasetException.unreadable(location, e).getMessage());
    }
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
          "Data set %s is not on this machine: %s is missing. %s"
              .formatted(dataset.name(), location, dataset.pullHint()));
    } catch (IOException e) {
      throw DatasetException.unreadable(location, e);
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
