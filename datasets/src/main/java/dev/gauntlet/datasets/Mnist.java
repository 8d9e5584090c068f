package dev.gauntlet.datasets;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** MNIST: 60,000 training and 10,000 test images of handwritten digits. */
final class Mnist {
  static final String CITATION =
      "Yann LeCun, Corinna Cortes, Christopher J.C. Burges: The MNIST database of handwritten"
          + " digits, 1998. Described in: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner:"
          + " Gradient-based learning applied to document recognition. Proceedings of the IEEE"
          + " 86(11), 1998.";
  static final String LICENCE =
      "Not stated with the files; the Keras documentation gives CC BY-SA 3.0";
  static final ImageShape SHAPE = new ImageShape(1, 28, 28);
  static final List<String> CLASS_NAMES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  static final Dataset DATASET =
      new Dataset(
          "mnist",
          "MNIST",
          CITATION,
          LICENCE,
          SHAPE,
          CLASS_NAMES,
          Optional.empty(),
          Optional.empty(),
          false,
          DatasetFormat.IDX,
          List.of(
              file(
                  "train-images-idx3-ubyte.gz",
                  47_040_016,
                  "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
              file(
                  "train-labels-idx1-ubyte.gz",
                  60_008,
                  "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
              file(
                  "t10k-images-idx3-ubyte.gz",
                  7_840_016,
                  "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
              file(
                  "t10k-labels-idx1-ubyte.gz",
                  10_008,
                  "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")));

  private Mnist() {}

  private static DatasetFile file(String name, int length, String sha256) {
    return new DatasetFile(
        name,
        length,
        sha256,
        Stream.of(
                "https://ossci-datasets.s3.amazonaws.com/mnist/",
                "https://storage.googleapis.com/cvdf-datasets/mnist/")
            .map(folder -> URI.create(folder + name))
            .toList());
  }
}
