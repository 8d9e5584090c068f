package dev.gauntlet.datasets;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** CIFAR-10: 50,000 training and 10,000 test photographs of ten kinds of things. */
final class Cifar10 {
  static final String CITATION =
      "Alex Krizhevsky: Learning Multiple Layers of Features from Tiny Images. Technical report,"
          + " University of Toronto, 2009. The images were collected by Alex Krizhevsky, Vinod Nair"
          + " and Geoffrey Hinton.";
  static final ImageShape SHAPE = new ImageShape(3, 32, 32);
  static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  // The MD5 on the authors' page is c32a1d4ab5d03f1284b67883e8d87530; the SHA-256 and the length of
  // the
  // same archive are those that TensorFlow Datasets publishes (url_checksums/cifar10.txt).
  static final DatasetFile ARCHIVE =
      new DatasetFile(
          "cifar-10-binary.tar.gz",
          170_052_171,
          "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
          DatasetFile.Checked.FILE,
          List.of(
              URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
              URI.create(
                  "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/cifar-10-binary.tar.gz")));

  static final Dataset DATASET =
      new Dataset(
          "cifar10",
          "CIFAR-10",
          CITATION,
          "Not stated; the images are from the Tiny Images collection, gathered from the web",
          SHAPE,
          CLASS_NAMES,
          Optional.empty(),
          Optional.empty(),
          false,
          DatasetFormat.CIFAR10_BINARY,
          List.of(ARCHIVE));

  private Cifar10() {}
}
