package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;

class JacobianTest {
  @OnEachEngine
  void ofALinearModelIsItsWeightMatrix(NDManager manager) {
    Network network = Networks.linear(manager, 3);
    NDArray images = Images.uniform(manager, 1, new Shape(2, 1, 8, 8));

    Jacobian jacobian = Jacobian.of(network, images);

    float[] weights = network.parameters().get(0).getValue().getArray().toFloatArray();
    assertThat(jacobian.rows().getShape()).isEqualTo(new Shape(2, 3, 1, 8, 8));
    assertThat(jacobian.rows().get(0).toFloatArray()).containsExactly(weights, within(1e-6f));
    assertThat(jacobian.rows().get(1).toFloatArray()).containsExactly(weights, within(1e-6f));
    assertThat(jacobian.logits().toFloatArray())
        .containsExactly(network.logits(images).toFloatArray(), within(1e-6f));
  }

  @OnEachEngine
  void rowsAreTheGradientsOfTheSingleLogits(NDManager manager) {
    Differentiable source =
        Ensemble.of(List.of(Networks.convolutional(manager, 2), Networks.normalized(manager, 3)));
    NDArray images = Images.uniform(manager, 1, new Shape(2, 1, 8, 8));

    NDArray rows = Jacobian.of(source, images).rows();

    for (int k = 0; k < 3; k++) {
      NDArray row =
          source
              .inputGradient(images, Losses.logit(manager.create(new long[] {k, k}), 3))
              .gradient();
      assertThat(rows.get(":, {}", k).toFloatArray())
          .containsExactly(row.toFloatArray(), within(1e-6f));
    }
  }

  @OnEachEngine
  void leavesNothingBehindButItsAnswer(NDManager manager) {
    Network network = Networks.convolutional(manager, 2);
    NDArray images = Images.uniform(manager, 1, new Shape(2, 1, 8, 8));
    Jacobian.of(network, images).close();
    int before = OpenArrays.in(manager);

    Jacobian.of(network, images).close();

    assertThat(OpenArrays.in(manager)).isEqualTo(before);
  }
}
