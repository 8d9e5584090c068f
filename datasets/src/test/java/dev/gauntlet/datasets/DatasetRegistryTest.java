package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatasetRegistryTest {
  private final DatasetRegistry registry = DatasetRegistry.builtIn();

  @Test
  void listsTheDefaultFirst() {
    assertThat(registry.names())
        .containsExactly("mnist-mini", "mnist", "fashion-mnist", "cifar10", "cifar10-jpeg");
    assertThat(DatasetRegistry.DEFAULT).isEqualTo("mnist-mini");
  }

  @Test
  void suggestsTheNearestName() {
    assertThatExceptionOfType(UnknownDatasetException.class)
        .isThrownBy(() -> registry.get("fasion-mnsit"))
        .withMessage(
            "Unknown data set \"fasion-mnsit\". Did you mean \"fashion-mnist\"?"
                + " Known data sets: mnist-mini, mnist, fashion-mnist, cifar10, cifar10-jpeg.");
    assertThatExceptionOfType(UnknownDatasetException.class)
        .isThrownBy(() -> registry.get("MNIST"))
        .withMessageContaining("Did you mean \"mnist\"?");
  }

  @Test
  void suggestsNothingForAnotherWord() {
    assertThatExceptionOfType(UnknownDatasetException.class)
        .isThrownBy(() -> registry.get("imagenet"))
        .withMessageNotContaining("Did you mean")
        .withMessageContaining("Known data sets: mnist-mini");
  }

  @Test
  void everyBuiltInDatasetSaysWhereItComesFrom() {
    assertThat(registry.all())
        .allSatisfy(
            dataset -> {
              assertThat(dataset.citation()).isNotBlank();
              assertThat(dataset.licence()).isNotBlank();
              assertThat(dataset.classNames()).hasSize(dataset.classes()).doesNotHaveDuplicates();
              assertThat(registry.names()).contains(dataset.task());
            });
  }

  @Test
  void everyBuiltInDatasetButTheJpegCopyIsEmbeddedOrHasSeveralMirrors() {
    assertThat(registry.all())
        .filteredOn(dataset -> !dataset.embedded() && !dataset.name().equals("cifar10-jpeg"))
        .flatExtracting(Dataset::files)
        .allSatisfy(file -> assertThat(file.mirrors()).hasSizeGreaterThan(1));
  }

  @Test
  void aLossyCopyIsOfTheSameTaskAndSaysWhatItIs() {
    Dataset copy = registry.get("cifar10-jpeg");

    assertThat(copy.task()).isEqualTo("cifar10");
    assertThat(copy.subsetOf()).isEmpty();
    assertThat(copy.title()).contains("lossy", "not comparable");
    assertThat(copy.citation()).contains("not comparable");
    assertThat(copy.classNames()).isSorted();
  }

  @Test
  void refusesTwoDatasetsOfOneName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatasetRegistry(List.of(Mnist.DATASET, Mnist.DATASET)))
        .withMessage("Two data sets are named mnist");
  }

  @Test
  void refusesANameThatIsAPath() {
    Dataset mnist = Mnist.DATASET;
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Dataset(
                    "../mnist",
                    mnist.title(),
                    mnist.citation(),
                    mnist.licence(),
                    mnist.shape(),
                    mnist.classNames(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    mnist.format(),
                    mnist.files()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatasetFile("../x", 1, "0".repeat(64), List.of()));
  }
}
