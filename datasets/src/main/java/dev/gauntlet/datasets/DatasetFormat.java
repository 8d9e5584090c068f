package dev.gauntlet.datasets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
  },

  /**
   * One tar archive, as CIFAR-10's binary version is published: {@code data_batch_1.bin} to {@code
   * data_batch_5.bin} and {@code test_batch.bin}. Image i has the id {@code train-i} or {@code
   * test-i}, counted through the batches.
   */
  CIFAR10_BINARY {
    @Override
    LabeledImages read(Dataset dataset, Split split, Function<String, UnpackedFile> files) {
      Stream<String> batches =
          switch (split) {
            case TRAIN -> IntStream.rangeClosed(1, 5).mapToObj(number -> "data_batch_" + number);
            case TEST -> Stream.of("test_batch");
          };
      return CifarReader.parse(
          files.apply(onlyFile(dataset)),
          batches.map(batch -> "cifar-10-batches-bin/" + batch + ".bin").toList(),
          dataset.shape(),
          dataset.classes(),
          folder(split));
    }
  },

  /**
   * One tar archive of {@code train/CLASS/NAME.jpg} and {@code test/CLASS/NAME.jpg}. Images come in
   * the order of NAME, then of class, and have the id {@code test-CLASS-NAME}.
   */
  JPEG_TAR {
    @Override
    LabeledImages read(Dataset dataset, Split split, Function<String, UnpackedFile> files) {
      return JpegReader.parse(
          files.apply(onlyFile(dataset)), folder(split), dataset.shape(), dataset.classNames());
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

  private static String onlyFile(Dataset dataset) {
    return dataset.files().get(0).name();
  }

  private static String folder(Split split) {
    return split.name().toLowerCase(Locale.ROOT);
  }
}
