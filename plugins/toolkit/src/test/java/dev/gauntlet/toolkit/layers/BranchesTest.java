package dev.gauntlet.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.gradient.Network;

/** What joins two ways through a network. */
class BranchesTest {
  private static final Shape INPUT = new Shape(2, 1, 2);

  private static Block times(float factor) {
    return new SequentialBlock().addSingleton(array -> array.mul(factor));
  }

  private static NDArray answer(NDManager manager, Block block) {
    Network network = new Network(manager, block, INPUT, 1);
    return network.logits(manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 2, 1, 2)));
  }

  @OnEachEngine
  void residualAddsTheInputToItsBranch(NDManager manager) {
    assertThat(answer(manager, new Residual(times(10))).toFloatArray())
        .containsExactly(11, 22, 33, 44);
  }

  @OnEachEngine
  void residualAddsItsTwoBranches(NDManager manager) {
    assertThat(answer(manager, new Residual(times(10), times(2))).toFloatArray())
        .containsExactly(12, 24, 36, 48);
  }

  @OnEachEngine
  void lateralChannelsFollowThoseOfTheDeeperPath(NDManager manager) {
    NDArray joined = answer(manager, new LateralConcatenation(times(10)));

    assertThat(joined.getShape()).isEqualTo(new Shape(1, 4, 1, 2));
    assertThat(joined.toFloatArray()).containsExactly(10, 20, 30, 40, 1, 2, 3, 4);
  }

  @OnEachEngine
  void shapesAreKnownBeforehand(NDManager manager) {
    Block halved = Convolutions.addResidual(new SequentialBlock(), 2, 6, 2);
    Block lateral = new LateralConcatenation(Convolutions.same(5, 3));
    Shape input = new Shape(1, 2, 7, 9);
    for (Block block : new Block[] {halved, lateral}) {
      try (Network network = new Network(manager, block, input.slice(1), 1)) {
        assertThat(network.logits(manager.ones(input)).getShape())
            .isEqualTo(block.getOutputShapes(new Shape[] {input})[0]);
      }
    }
    assertThat(halved.getOutputShapes(new Shape[] {input})[0]).isEqualTo(new Shape(1, 6, 4, 5));
    assertThat(lateral.getOutputShapes(new Shape[] {input})[0]).isEqualTo(new Shape(1, 7, 7, 9));
  }
}
