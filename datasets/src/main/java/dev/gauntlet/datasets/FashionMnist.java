package dev.gauntlet.datasets;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fashion-MNIST: 60,000 training and 10,000 test images of clothes, made to replace MNIST. */
final class FashionMnist {
  static final Dataset DATASET =
      new Dataset(
          "fashion-mnist",
          "Fashion-MNIST",
          "Han Xiao, Kashif Rasul, Roland Vollgraf: Fashion-MNIST: a Novel Image Dataset for"
              + " Benchmarking Machine Learning Algorithms. arXiv:1708.07747, 2017.",
          "MIT, copyright 2017 Zalando SE",
          new ImageShape(1, 28, 28),
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"),
          Optional.empty(),
          Optional.empty(),
          false,
          DatasetFormat.IDX,
          List.of(
              file(
                  "train-images-idx3-ubyte.gz",
                  47_040_016,
                  "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
              file(
                  "train-labels-idx1-ubyte.gz",
                  60_008,
                  "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
              file(
                  "t10k-images-idx3-ubyte.gz",
                  7_840_016,
                  "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
              file(
                  "t10k-labels-idx1-ubyte.gz",
                  10_008,
                  "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")));

  private FashionMnist() {}

  private static DatasetFile file(String name, int length, String sha256) {
    // The authors' own bucket comes last: it has no HTTPS, and only the checksum guards it.
    return new DatasetFile(
        name,
        length,
        sha256,
        Stream.of(
                "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
                "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
                "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")
            .map(folder -> URI.create(folder + name))
            .toList());
  }
}
