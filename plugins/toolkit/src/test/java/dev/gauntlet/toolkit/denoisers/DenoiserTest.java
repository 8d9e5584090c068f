package dev.gauntlet.toolkit.denoisers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.toolkit.Engines;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DenoiserTest {
  private static final Shape IMAGE = new Shape(1, 28, 28);

  // Counted by hand; DAE lacks what the lateral channels add to the first convolution of each block
  // on the way up: 9·(16·16 + 8·8).
  @ParameterizedTest
  @CsvSource({"DUNET, 44177", "DAE, 41297"})
  void hasAsManyParametersAsItsPaperDraws(Denoiser denoiser, long expected) {
    try (NDManager manager = Engines.manager("PyTorch");
        Network network =
            new Network(manager, denoiser.block(IMAGE, List.of(8, 16, 32)), IMAGE, 1)) {
      assertThat(network.parameters().stream().mapToLong(p -> p.getValue().getArray().size()).sum())
          .isEqualTo(expected);
    }
  }

  // 28 becomes 14, 7, 4, 2 on the way down: the way up must meet the 7 again.
  @ParameterizedTest
  @EnumSource
  void givesImagesOfTheSameSize(Denoiser denoiser) {
    try (NDManager manager = Engines.manager("PyTorch")) {
      for (Shape image : new Shape[] {IMAGE, new Shape(3, 32, 32), new Shape(1, 8, 11)}) {
        try (Network network =
            new Network(manager, denoiser.block(image, List.of(2, 3, 4, 4, 4)), image, 1)) {
          Shape two = new Shape(2).addAll(image);

          assertThat(network.logits(Images.uniform(manager, 1, two)).getShape()).isEqualTo(two);
        }
      }
    }
  }

  @OnEachEngine
  void addsWhatItsLastConvolutionPredictsToTheImage(NDManager manager) {
    Network network = new Network(manager, Denoiser.DUNET.block(IMAGE, List.of(2, 3)), IMAGE, 1);
    NDArray images = Images.uniform(manager, 1, new Shape(2, 1, 28, 28));
    int size = network.parameters().size();
    Parameter weight = network.parameters().get(size - 2).getValue();
    Parameter bias = network.parameters().get(size - 1).getValue();

    weight.getArray().muli(0);
    bias.getArray().addi(0.25f);

    assertThat(network.logits(images).toFloatArray())
        .containsExactly(images.add(0.25f).toFloatArray());
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> Denoiser.DAE.block(IMAGE, List.of(8)))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("at least 2 widths")
        .hasMessageContaining("[8]");
    assertThatThrownBy(() -> Denoiser.DAE.block(new Shape(28, 28), List.of(8, 8)))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("(28, 28)");
  }
}
