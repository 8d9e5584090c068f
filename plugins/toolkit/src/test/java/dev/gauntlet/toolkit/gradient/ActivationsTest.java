package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.architectures.Architecture;
import java.util.List;

class ActivationsTest {
  @OnEachEngine
  void theFirstIsTheImageAndTheLastTheLogitsOfEveryArchitecture(NDManager manager) {
    Shape shape = new Shape(3, 16, 16);
    for (Architecture architecture : Architecture.values()) {
      try (NDManager scope = manager.newSubManager();
          Network network = new Network(scope, architecture.block(4), shape, 1)) {
        NDArray images = Images.uniform(scope, 1, new Shape(2).addAll(shape));

        List<NDArray> activations = network.activations(images);

        assertThat(network.layerNames())
            .as(architecture.id())
            .hasSameSizeAs(activations)
            .doesNotHaveDuplicates()
            .startsWith("image", "conv1")
            .endsWith("logits");
        assertThat(activations.get(0).toFloatArray()).containsExactly(images.toFloatArray());
        assertThat(activations.get(activations.size() - 1).toFloatArray())
            .as(architecture.id())
            .containsExactly(network.logits(images).toFloatArray());
      }
    }
  }

  @OnEachEngine
  void layersAreNamedAsTheFieldCallsThem(NDManager manager) {
    try (Network d1 = network(manager, Architecture.D1);
        Network allCnn = network(manager, Architecture.ALL_CNN);
        Network resNet = network(manager, Architecture.D2_SHORT)) {
      assertThat(d1.layerNames())
          .containsExactly("image", "conv1", "pool1", "relu1", "conv2", "pool2", "relu2", "logits");
      assertThat(allCnn.layerNames())
          .contains("conv9", "relu9", "pool3")
          .doesNotContain("evalsafedropout1", "batchflatten1");
      assertThat(resNet.layerNames())
          .containsExactly(
              "image",
              "conv1",
              "norm1",
              "relu1",
              "residual1",
              "relu2",
              "residual2",
              "relu3",
              "residual3",
              "relu4",
              "pool1",
              "logits");
    }
  }

  private static Network network(NDManager manager, Architecture architecture) {
    return new Network(manager, architecture.block(10), new Shape(3, 32, 32), 1);
  }

  @OnEachEngine
  void aBlockThatIsOneLayerShowsItsLogits(NDManager manager) {
    try (Network network =
        new Network(manager, Linear.builder().setUnits(2).build(), new Shape(5), 1)) {
      NDArray images = Images.uniform(manager, 1, new Shape(3, 5));

      assertThat(network.layerNames()).containsExactly("image", "logits");
      assertThat(network.activations(images).get(1).toFloatArray())
          .containsExactly(network.logits(images).toFloatArray());
    }
  }

  @OnEachEngine
  void nothingButTheActivationsIsLeftOpen(NDManager manager) {
    try (Network network = Networks.normalized(manager, 1)) {
      NDArray images = Images.uniform(manager, 1, new Shape(2, 1, 8, 8));
      network.activations(images).forEach(NDArray::close);
      int before = OpenArrays.in(manager);
      long passes = network.forwardImages();

      List<NDArray> activations = network.activations(images);

      assertThat(OpenArrays.in(manager)).isEqualTo(before + activations.size());
      assertThat(network.forwardImages()).isEqualTo(passes + 2);
    }
  }
}
