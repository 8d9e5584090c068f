package dev.gauntlet.datasets;

import java.util.List;
import java.util.Optional;

/**
 * The part of MNIST that comes with this module, so that a first run needs no download: 10,000
 * training and 1,000 test images, from MNIST's training and test file.
 *
 * <p>Stratified: class k gets its proportional share n_k of the total, whole numbers by the method
 * of largest remainders (equal remainders: the lower class first). The images taken are the first
 * n_k of class k in the original file, and all keep the order they have there. Ids are the original
 * ones.
 */
final class MnistMini {
  static final int TRAIN_IMAGES = 10_000;
  static final int TEST_IMAGES = 1_000;

  static final Dataset DATASET =
      new Dataset(
          "mnist-mini",
          "MNIST, 10,000 + 1,000 images",
          Mnist.CITATION,
          Mnist.LICENCE,
          Mnist.SHAPE,
          Mnist.CLASS_NAMES,
          Optional.of("mnist"),
          Optional.empty(),
          true,
          DatasetFormat.IDX,
          List.of(
              file(
                  "train-images-idx3-ubyte.gz",
                  7_840_016,
                  "12700dc5caf92e8750900e5751629763284307fe0352274b67767404883af2d2"),
              file(
                  "train-labels-idx1-ubyte.gz",
                  10_008,
                  "e60c2c83e7b71fa63c03a77eb93ed272a68f2009b9a09a485bab2963ba439e3a"),
              file(
                  "train-ids.txt",
                  120_000,
                  "ea87f97a9e5fd5baf0c82ad56e724edf46755dea17698682879051d926372af5"),
              file(
                  "t10k-images-idx3-ubyte.gz",
                  784_016,
                  "99913f6a15e6d52fb2d6be362153b4052d9a21b4e5bef3806d72edeffa8e0662"),
              file(
                  "t10k-labels-idx1-ubyte.gz",
                  1_008,
                  "c13624044e661c8fb8bb369bedd4415fdc3d6a0dd614703a6f536c5f0dd86144"),
              file(
                  "t10k-ids.txt",
                  11_000,
                  "46e9ea57d1649471a959e92ba62dca8eb5ed0242fbedc8fe9b8b4a8c1510efaf")));

  private MnistMini() {}

  private static DatasetFile file(String name, int length, String sha256) {
    return new DatasetFile(name, length, sha256, List.of());
  }
}
