package dev.gauntlet.datasets;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a data set is, and which files it consists of. {@link DatasetStore} reads and fetches them.
 *
 * @param name what suites and commands call it, for example {@code fashion-mnist}
 * @param title its name for people
 * @param citation whom to cite
 * @param licence the terms of the images, as far as they are stated anywhere
 * @param shape the shape of one image, (C,H,W)
 * @param classNames the name of every class, in the order of the labels
 * @param subsetOf the data set whose images and labels these are a part of
 * @param lossyCopyOf the data set of which these are the images after a lossy compression
 * @param embedded whether the files come with this module instead of being pulled
 * @param format how the files are read
 * @param files every file, of all splits
 */
public record Dataset(
    String name,
    String title,
    String citation,
    String licence,
    ImageShape shape,
    List<String> classNames,
    Optional<String> subsetOf,
    Optional<String> lossyCopyOf,
    boolean embedded,
    DatasetFormat format,
    List<DatasetFile> files) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the name is not lower-case words joined by dashes, or there
   *     are no classes or files
   */
  public Dataset {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(citation, "citation");
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(subsetOf, "subsetOf");
    Objects.requireNonNull(lossyCopyOf, "lossyCopyOf");
    Objects.requireNonNull(format, "format");
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
    // The name becomes a folder and part of URLs.
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "A data set's name is lower-case words joined by dashes, not \"%s\"".formatted(name));
    }
    if (classNames.isEmpty() || files.isEmpty()) {
      throw new IllegalArgumentException(name + ": a data set needs classes and files");
    }
  }

  /** How many classes there are. */
  public int classes() {
    return classNames.size();
  }

  /**
   * The name of the classification task, the same for a data set, its subsets and its lossy copies:
   * a recipe for {@code mnist} holds for {@code mnist-mini}, one for {@code cifar10} for {@code
   * cifar10-jpeg}.
   */
  public String task() {
    return subsetOf.or(() -> lossyCopyOf).orElse(name);
  }

  /** What to run to get the files, as messages say it. */
  String pullHint() {
    boolean downloadable = files.stream().noneMatch(file -> file.mirrors().isEmpty());
    return downloadable
        ? "Run `harness datasets pull %s`, or with --from DIR if you have its files."
            .formatted(name)
        : "It cannot be downloaded: run `harness datasets pull %s --from DIR` with the folder that has %s; datasets/README.md says how to make it."
            .formatted(
                name, files.stream().map(DatasetFile::name).collect(Collectors.joining(", ")));
  }
}
