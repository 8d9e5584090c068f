package dev.gauntlet.engines;

import dev.gauntlet.engines.operators.BatchNormalization;
import dev.gauntlet.engines.operators.BilinearResizing;
import dev.gauntlet.engines.operators.ChannelAffine;
import dev.gauntlet.engines.operators.Convolution;
import dev.gauntlet.engines.operators.Dense;
import dev.gauntlet.engines.operators.LogSoftmax;
import dev.gauntlet.engines.operators.MaxPooling;
import dev.gauntlet.engines.operators.MeanPooling;
import dev.gauntlet.engines.operators.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an engine must get right: the operators of the networks here, over sizes for which libraries
 * have kernels of their own. Channels that do not fill a vector register's block (3, 17, 24) are
 * where kernels read padding, and the numbers of images and the kernel's size decide which kernel
 * it is.
 */
final class KnownAnswers {
  private static final int[] CHANNELS = {1, 3, 8, 16, 17, 24, 64};
  private static final int[] KERNELS = {1, 3, 5};
  private static final int[] STRIDES = {1, 2};
  private static final int[] BATCHES = {1, 4, 20, 100};

  /** Multiplications of a convolution: more would take long and say nothing new. */
  private static final int MOST_PRODUCTS = 4_000_000;

  private static final int SIDE = 7;

  private final Map<String, KnownAnswer> all = new LinkedHashMap<>();

  private KnownAnswers() {}

  /** All of them, always the same. */
  static List<KnownAnswer> all() {
    KnownAnswers answers = new KnownAnswers();
    answers.convolutions();
    answers.depthwise();
    for (int batch : BATCHES) {
      answers.others(batch);
    }
    return List.copyOf(answers.all.values());
  }

  // Every pair of channels with every kernel on 4 images, and once more with another batch, stride
  // and padding, which take turns.
  private void convolutions() {
    int turn = 0;
    for (int in : CHANNELS) {
      for (int out : CHANNELS) {
        for (int kernel : KERNELS) {
          convolution(4, in, out, kernel, 1, kernel / 2);
          int batch = BATCHES[turn % BATCHES.length];
          int stride = STRIDES[turn / BATCHES.length % STRIDES.length];
          int padding = turn / BATCHES.length / STRIDES.length % 2 == 0 ? 0 : kernel / 2;
          turn++;
          if (batch * in * out * kernel * kernel * SIDE * SIDE <= MOST_PRODUCTS) {
            convolution(batch, in, out, kernel, stride, padding);
          }
        }
      }
    }
  }

  private void convolution(int batch, int in, int out, int kernel, int stride, int padding) {
    add(
        "a convolution of %s×%s×%s×%s with %s kernels of %s×%s, stride %s, padding %s"
            .formatted(batch, in, SIDE, SIDE, out, kernel, kernel, stride, padding),
        new Convolution(stride, padding, 1),
        new int[] {batch, in, SIDE, SIDE},
        new int[] {out, in, kernel, kernel},
        new int[] {out});
  }

  private void depthwise() {
    for (int channels : CHANNELS) {
      add(
          "a depthwise convolution of 4×%s×%s×%s, 3×3".formatted(channels, SIDE, SIDE),
          new Convolution(1, 1, channels),
          new int[] {4, channels, SIDE, SIDE},
          new int[] {channels, 1, 3, 3},
          new int[] {channels});
    }
  }

  private void others(int batch) {
    for (int width : new int[] {3, 10, 17, 84, 400}) {
      add(
          "a dense layer of %s×%s to %s".formatted(batch, width, width / 2 + 1),
          new Dense(),
          new int[] {batch, width},
          new int[] {width / 2 + 1, width},
          new int[] {width / 2 + 1});
    }
    for (int channels : new int[] {3, 17, 64}) {
      int[] images = {batch, channels, SIDE, SIDE};
      int[] perChannel = {channels};
      String of = " of %s×%s×%s×%s".formatted(batch, channels, SIDE, SIDE);
      add("max-pooling" + of + ", 2×2", new MaxPooling(2, 2), images);
      add("max-pooling" + of + ", 3×3, stride 2", new MaxPooling(3, 2), images);
      add("mean pooling" + of, new MeanPooling(), images);
      add("bilinear resizing" + of, new BilinearResizing(14, 12), images);
      add("a channel's affine map" + of, new ChannelAffine(), images, perChannel, perChannel);
      if (batch > 1) {
        add("batch normalization" + of, new BatchNormalization(), images, perChannel, perChannel);
      }
    }
    for (int classes : new int[] {2, 10, 1000}) {
      add(
          "log-softmax of %s×%s".formatted(batch, classes),
          new LogSoftmax(),
          new int[] {batch, classes});
    }
  }

  private void add(String operation, Operator operator, int[]... shapes) {
    all.putIfAbsent(
        operation, new KnownAnswer(operation, operator, List.of(shapes), 1 + all.size()));
  }
}
