package dev.gauntlet.toolkit.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.toolkit.Engines;
import dev.gauntlet.toolkit.gradient.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
  // Counted by hand from the papers' tables, biases included; for D2 each channel's running mean
  // and variance too.
  @ParameterizedTest
  @CsvSource({
    "d1, 1, 28, 83466",
    "lenet, 1, 28, 3274634",
    "all-cnn, 3, 32, 1406794",
    "e2-svhn, 3, 32, 1771594",
    "d2, 3, 32, 274042",
    "d2, 1, 28, 273754",
    "d2-short, 3, 32, 78714"
  })
  void hasAsManyParametersAsItsPaperDraws(String id, int channels, int side, long expected) {
    try (NDManager manager = Engines.manager("PyTorch");
        Network network =
            new Network(
                manager, Architecture.named(id).block(10), new Shape(channels, side, side), 1)) {
      long parameters =
          network.parameters().stream().mapToLong(p -> p.getValue().getArray().size()).sum();

      assertThat(parameters).isEqualTo(expected);
      assertThat(network.logits(manager.ones(new Shape(2, channels, side, side))).getShape())
          .isEqualTo(new Shape(2, 10));
    }
  }

  @Test
  void suggestsTheNearestName() {
    assertThatThrownBy(() -> Architecture.named("lennet"))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("'lennet'")
        .hasMessageContaining("did you mean 'lenet'?")
        .hasMessageContaining("d1, lenet, all-cnn, e2-svhn, d2, d2-short");
  }
}
