package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.layers.Convolutions;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Losses of a smooth network with five classes, so that what is measured is the loss. */
class EveryLossTest {
  private static final int CLASSES = 5;

  private static Network smooth(NDManager manager, long seed) {
    SequentialBlock block =
        new SequentialBlock()
            .add(Convolutions.same(6, 3))
            .add(Activation::tanh)
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(CLASSES).build());
    return new Network(manager, block, Networks.IMAGE, seed);
  }

  private static Map<String, LogitLoss> losses(NDManager manager) {
    NDArray labels = Images.labels(manager, 6, CLASSES);
    NDArray targets = labels.add(2).mod(CLASSES);
    NDArray soft = Losses.smoothed(labels, CLASSES, 0.75);
    Map<String, LogitLoss> losses = new LinkedHashMap<>();
    losses.put("cross-entropy", Losses.crossEntropy(labels, CLASSES));
    losses.put("smoothed cross-entropy", Losses.crossEntropy(soft));
    losses.put("targeted cross-entropy", Losses.negated(Losses.crossEntropy(targets, CLASSES)));
    losses.put("log odds", Losses.logOdds(labels, CLASSES));
    losses.put("targeted log odds", Losses.negated(Losses.logOdds(targets, CLASSES)));
    losses.put("margin", Losses.margin(labels, CLASSES));
    losses.put("targeted margin", Losses.negated(Losses.margin(targets, CLASSES)));
    losses.put("DLR", Losses.dlr(labels, CLASSES));
    losses.put("targeted DLR", Losses.targetedDlr(labels, targets, CLASSES));
    losses.put("logit", Losses.logit(labels, CLASSES));
    return losses;
  }

  private static void assertRight(NDManager manager, Differentiable source) {
    NDArray images = Images.uniform(manager, 1, new Shape(6, 1, 8, 8));
    losses(manager)
        .forEach(
            (name, loss) ->
                assertThat(FiniteDifferences.error(source, images, loss))
                    .as(name)
                    .isLessThan(0.01));
  }

  @OnEachEngine
  void hasARightGradient(NDManager manager) {
    assertRight(manager, smooth(manager, 3));
  }

  @OnEachEngine
  void hasARightGradientOverAnEnsemble(NDManager manager) {
    assertRight(manager, Ensemble.of(List.of(smooth(manager, 3), smooth(manager, 4))));
  }
}
