package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.Engines;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.Subject;
import dev.gauntlet.toolkit.layers.Convolutions;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A check that lets nothing wrong pass. */
class FiniteDifferencesTest {
  private static final double BOUND = 0.01;
  private static final double BOUND_BETWEEN_KINKS = 0.03;

  /** Answers with the network's gradient, falsified. */
  private record Falsified(Network network, UnaryOperator<NDArray> gradient)
      implements Differentiable {
    @Override
    public NDArray logits(NDArray images) {
      return network.logits(images);
    }

    @Override
    public InputGradient inputGradient(NDArray images, LogitLoss loss) {
      InputGradient right = network.inputGradient(images, loss);
      return new InputGradient(gradient.apply(right.gradient()), right.logits());
    }
  }

  private static double error(NDManager manager, UnaryOperator<NDArray> falsification) {
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    Network network = Networks.convolutional(manager, 2);
    return FiniteDifferences.errorBetweenKinks(
        new Falsified(network, falsification), images, Subject.weightedSum());
  }

  @OnEachEngine
  void acceptTheRightGradient(NDManager manager) {
    assertThat(error(manager, gradient -> gradient)).isLessThan(BOUND);
  }

  @OnEachEngine
  void rejectAGradientThatIsTooLongByFivePercent(NDManager manager) {
    assertThat(error(manager, gradient -> gradient.mul(1.05))).isGreaterThan(BOUND_BETWEEN_KINKS);
  }

  @OnEachEngine
  void rejectAGradientShiftedByOnePixel(NDManager manager) {
    assertThat(error(manager, g -> g.get(":, :, :, 1:").concat(g.get(":, :, :, :1"), 3)))
        .isGreaterThan(BOUND_BETWEEN_KINKS);
  }

  @OnEachEngine
  void rejectAGradientOfAnotherImage(NDManager manager) {
    assertThat(error(manager, g -> g.get("1:").concat(g.get(":1"), 0)))
        .isGreaterThan(BOUND_BETWEEN_KINKS);
  }

  @OnEachEngine
  void rejectAGradientWithoutItsLastRow(NDManager manager) {
    NDArray mask = manager.ones(new Shape(8, 8));
    mask.set(new NDIndex("7"), 0);

    assertThat(error(manager, gradient -> gradient.mul(mask))).isGreaterThan(BOUND_BETWEEN_KINKS);
  }

  /** Records on MXNet as its evaluation mode would, which is what the toolkit must never do. */
  private record EnginesOwnEvaluation(Block block, ParameterStore parameters)
      implements Differentiable {
    @Override
    public NDArray logits(NDArray images) {
      return block.forward(parameters, new NDList(images), false).singletonOrThrow();
    }

    @Override
    public InputGradient inputGradient(NDArray images, LogitLoss loss) {
      NDArray input = images.duplicate();
      input.setRequiresGradient(true);
      try (GradientCollector collector = images.getManager().getEngine().newGradientCollector()) {
        JnaUtils.autogradSetTraining(false);
        NDArray logits = logits(input);
        collector.backward(loss.of(logits).sum());
        return new InputGradient(input.getGradient(), logits);
      }
    }
  }

  private static double errorOfMxnetsEvaluationMode(Block layer) {
    assumeThat(Engines.names()).contains("MXNet");
    SequentialBlock block =
        new SequentialBlock()
            .add(Convolutions.same(4, 3))
            .add(layer)
            .add(Activation::tanh)
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(3).build());
    try (NDManager manager = Engines.manager("MXNet");
        Network network = new Network(manager, block, Networks.IMAGE, 3)) {
      Networks.disturb(network, 4);
      return FiniteDifferences.errorBetweenKinks(
          new EnginesOwnEvaluation(block, new ParameterStore(network.manager(), false)),
          Images.uniform(manager, 1, new Shape(4, 1, 8, 8)),
          Subject.weightedSum());
    }
  }

  // If one of these two fails, MXNet has learned to differentiate in evaluation mode.
  @Test
  void rejectMaxPoolingInMxnetsEvaluationMode() {
    assertThat(errorOfMxnetsEvaluationMode(Convolutions.maxPool()))
        .isGreaterThan(BOUND_BETWEEN_KINKS);
  }

  @Test
  void rejectBatchNormalizationInMxnetsEvaluationMode() {
    assertThat(errorOfMxnetsEvaluationMode(BatchNorm.builder().build()))
        .isGreaterThan(BOUND_BETWEEN_KINKS);
  }
}
