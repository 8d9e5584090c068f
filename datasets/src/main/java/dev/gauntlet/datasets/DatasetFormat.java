package dev.gauntlet.datasets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** How the files of a data set become images. A new file format is a new constant here. */
public enum DatasetFormat {
  /**
   * Gzipped IDX under MNIST's four names, {@code train-images-idx3-ubyte.gz} and so on. Image i has
   * the id {@code train-i} or {@code t10k-i}, unless the data set has the files {@code
   * train-ids.txt} and {@code t10k-ids.txt}, one id a line.
   */
  IDX {
    @Override
    LabeledImages read(Dataset dataset, Split split, Function<String, UnpackedFile> files) {
      String stem =
          switch (split) {
            case TRAIN -> "train";
            case TEST -> "t10k";
          };
      String idsName = stem + "-ids.txt";
      boolean hasIds = dataset.files().stream().anyMatch(file -> file.name().equals(idsName));
      return IdxReader.parse(
          files.apply(stem + "-images-idx3-ubyte.gz"),
          files.apply(stem + "-labels-idx1-ubyte.gz"),
          dataset.classes(),
          count -> hasIds ? lines(files.apply(idsName)) : IdxReader.numbered(stem, count));
    }
  };

  /**
   * Reads one split.
   *
   * @param dataset what is read
   * @param split which part of it
   * @param files gives a file of the data set by its name, unpacked and checked
   */
  abstract LabeledImages read(Dataset dataset, Split split, Function<String, UnpackedFile> files);

  private static List<String> lines(UnpackedFile file) {
    return new String(file.content(), StandardCharsets.UTF_8).lines().toList();
  }
}
