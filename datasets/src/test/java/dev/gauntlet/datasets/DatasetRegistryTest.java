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
    assertThat(registry.names()).containsExactly("mnist-mini", "mnist", "fashion-mnist");
    assertThat(DatasetRegistry.DEFAULT).isEqualTo("mnist-mini");
  }

  @Test
  void suggestsTheNearestName() {
    assertThatExceptionOfType(UnknownDatasetException.class)
        .isThrownBy(() -> registry.get("fasion-mnsit"))
        .withMessage(
            "Unknown data set \"fasion-mnsit\". Did you mean \"fashion-mnist\"?"
                + " Known data sets: mnist-mini, mnist, fashion-mnist.");
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
              assertThat(dataset.subsetOf().stream()).isSubsetOf(registry.names());
              if (!dataset.embedded()) {
                assertThat(dataset.files())
                    .allSatisfy(file -> assertThat(file.mirrors()).hasSizeGreaterThan(1));
              }
            });
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
                    false,
                    mnist.format(),
                    mnist.files()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatasetFile("../x", 1, "0".repeat(64), List.of()));
  }
}
