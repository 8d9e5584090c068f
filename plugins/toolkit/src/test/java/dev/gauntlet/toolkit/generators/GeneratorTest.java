package dev.gauntlet.toolkit.generators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.toolkit.Engines;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.gradient.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratorTest {
  private static Network network(NDManager manager, Generator generator, int k, Shape image) {
    return new Network(manager, generator.block(k, image), generator.inputShape(k, image, 10), 1);
  }

  // Counted by hand from the paper's figure 4; four values per channel of a batch normalization,
  // and convolutions before one without bias.
  @ParameterizedTest
  @CsvSource({"G1, 116017", "G2, 118057", "G3, 140585"})
  void hasAsManyParametersAsItsPaperDraws(Generator generator, long expected) {
    try (NDManager manager = Engines.manager("PyTorch");
        Network network = network(manager, generator, 8, new Shape(1, 28, 28))) {
      assertThat(network.parameters().stream().mapToLong(p -> p.getValue().getArray().size()).sum())
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesPerturbationsOfTheImagesSizeWithinOne(Generator generator) {
    try (NDManager manager = Engines.manager("PyTorch")) {
      for (Shape image :
          new Shape[] {new Shape(1, 28, 28), new Shape(3, 32, 32), new Shape(1, 8, 7)}) {
        try (Network network = network(manager, generator, 2, image)) {
          Shape input = new Shape(3).addAll(network.inputShape());

          var output = network.logits(Images.uniform(manager, 1, input, -9, 9));

          assertThat(output.getShape()).isEqualTo(new Shape(3).addAll(image));
          assertThat(output.abs().max().getFloat()).isGreaterThan(0).isLessThanOrEqualTo(1);
        }
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> Generator.G1.block(8, new Shape(3, 33, 32)))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("at most 32×32")
        .hasMessageContaining("(3, 33, 32)");
    assertThatThrownBy(() -> Generator.G2.block(0, new Shape(1, 28, 28)))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("got 0");
  }
}
