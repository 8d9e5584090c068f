package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistMiniTest {
  @TempDir Path noHome;

  @Test
  void hasTenThousandTrainingImagesInMnistsProportions() {
    LabeledImages train = load(Split.TRAIN);

    assertThat(train.count()).isEqualTo(10_000);
    assertThat(train.shape()).isEqualTo(new ImageShape(1, 28, 28));
    // MNIST has 5923 6742 5958 6131 5842 5421 5918 6265 5851 5949 of 60,000.
    assertThat(perClass(train))
        .containsExactly(987, 1124, 993, 1022, 974, 904, 986, 1044, 975, 991);
    assertThat(train.sha256())
        .isEqualTo("3e905bb6b4286c68e721118ae6977df240b9c2d66f7f4d7cf7bc21e13509ca4b");
  }

  @Test
  void hasThousandTestImagesInMnistsProportions() {
    LabeledImages test = load(Split.TEST);

    assertThat(test.count()).isEqualTo(1_000);
    // MNIST has 980 1135 1032 1010 982 892 958 1028 974 1009 of 10,000.
    assertThat(perClass(test)).containsExactly(98, 114, 103, 101, 98, 89, 96, 103, 97, 101);
    assertThat(test.sha256())
        .isEqualTo("cbfe45c97b9933b3ce6a1cb530a6c9c25a98b6731772a6f75e05150be7a2162c");
  }

  @Test
  void keepsTheIdsOfTheOriginalFileInItsOrder() {
    LabeledImages test = load(Split.TEST);

    assertThat(test.ids())
        .isSorted()
        .startsWith("t10k-00000", "t10k-00001")
        .allMatch(id -> id.matches("t10k-0\\d{4}"));
    assertThat(load(Split.TRAIN).ids()).isSorted().startsWith("train-00000");
    // The first ten labels of MNIST's test file.
    assertThat(IntStream.range(0, 10).map(test::label))
        .containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
  }

  @Test
  void servesWhatWasTrainedOnMnist() {
    Dataset mini = DatasetRegistry.builtIn().get("mnist-mini");

    assertThat(mini.subsetOf()).isEqualTo(Optional.of("mnist"));
    assertThat(mini.task()).isEqualTo(DatasetRegistry.builtIn().get("mnist").task());
  }

  @Test
  void isDerivedFromMnistByItsRule() {
    DatasetStore store = PulledData.with("mnist");

    assertThat(load(Split.TRAIN).sha256())
        .isEqualTo(
            MnistMiniMaker.stratified(store.load("mnist", Split.TRAIN), MnistMini.TRAIN_IMAGES)
                .sha256());
    assertThat(load(Split.TEST).sha256())
        .isEqualTo(
            MnistMiniMaker.stratified(store.load("mnist", Split.TEST), MnistMini.TEST_IMAGES)
                .sha256());
  }

  private LabeledImages load(Split split) {
    return new DatasetStore(noHome).load("mnist-mini", split);
  }

  private static int[] perClass(LabeledImages images) {
    int[] counts = new int[images.classes()];
    for (int label : images.labels()) {
      counts[label]++;
    }
    return counts;
  }
}
