package dev.gauntlet.datasets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Makes {@code mnist-mini} from MNIST by the rule that {@link MnistMini} states. After {@code mvn
 * test-compile}, with MNIST's four files in the folder MNIST:
 *
 * <pre>
 * java -cp datasets/target/classes:datasets/target/test-classes dev.gauntlet.datasets.MnistMiniMaker \
 *     MNIST datasets/src/main/resources/dev/gauntlet/datasets/mnist-mini
 * </pre>
 */
final class MnistMiniMaker {
  private MnistMiniMaker() {}

  public static void main(String[] folders) throws IOException {
    Path mnist = Path.of(folders[0]);
    Path mini = Files.createDirectories(Path.of(folders[1]));
    write(mini, "train", stratified(read(mnist, "train"), MnistMini.TRAIN_IMAGES));
    write(mini, "t10k", stratified(read(mnist, "t10k"), MnistMini.TEST_IMAGES));
  }

  /** {@code total} of the images, every class in proportion, the first of each, in their order. */
  static LabeledImages stratified(LabeledImages all, int total) {
    int[] left = shares(all, total);
    int[] positions =
        IntStream.range(0, all.count()).filter(i -> left[all.label(i)]-- > 0).toArray();
    return all.select(positions);
  }

  /** How many images every class gets: proportional, by the method of largest remainders. */
  private static int[] shares(LabeledImages all, int total) {
    long[] counts = new long[all.classes()];
    for (int label : all.labels()) {
      counts[label]++;
    }
    int[] shares = new int[counts.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (int) (counts[k] * total / all.count());
    }
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparing(k -> -(counts[k] * total % all.count())))
        .limit(total - Arrays.stream(shares).sum())
        .forEach(k -> shares[k]++);
    return shares;
  }

  private static LabeledImages read(Path folder, String stem) {
    return IdxReader.read(
        folder.resolve(stem + "-images-idx3-ubyte.gz"),
        folder.resolve(stem + "-labels-idx1-ubyte.gz"),
        Mnist.DATASET.classes(),
        stem);
  }

  private static void write(Path folder, String stem, LabeledImages images) throws IOException {
    Files.write(
        folder.resolve(stem + "-images-idx3-ubyte.gz"), IdxFiles.gzip(IdxFiles.images(images)));
    Files.write(
        folder.resolve(stem + "-labels-idx1-ubyte.gz"), IdxFiles.gzip(IdxFiles.labels(images)));
    Files.write(folder.resolve(stem + "-ids.txt"), ids(images));
  }

  static byte[] ids(LabeledImages images) {
    return (String.join("\n", images.ids()) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
