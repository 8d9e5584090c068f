package dev.gauntlet.plugins.adversarialnetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.toolkit.generators.Generator;
import dev.gauntlet.toolkit.generators.Perturber;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.layers.Convolutions;
import dev.gauntlet.toolkit.layers.EvalSafeBatchNorm;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.AdamStep;
import dev.gauntlet.toolkit.training.TrainingStep;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A game on networks without edges: where a network has one, a finite difference in its parameters
 * has one too.
 */
class GameTest {
  private static final TinyImages IMAGES = new TinyImages(12, 3);
  private static final double EPSILON = 0.2;
  private static final double GAMMA = 3;
  private static final double DISTANCE = 0.01;
  private static final double LAMBDA = 0.7;
  private static final int STEPS = 5;

  @OnEachEngine
  void generatorClimbsWhatTheClassifierLosesOnPerturbedImages(NDManager manager) {
    Table table = new Table(manager, GAMMA);
    ImageBatch batch = batch(manager);
    double before = table.attackedLoss(batch);

    double negated = table.generator.parameterGradients(table.negated(batch)).getFloat();
    for (int i = 0; i < STEPS; i++) {
      table.game.ascend(batch, batch.images());
    }

    assertThat(negated).isCloseTo(-LAMBDA * before, within(1e-5));
    assertThat(table.attackedLoss(batch)).isGreaterThan(before);
  }

  @OnEachEngine
  void generatorsGradientIsThatOfItsLoss(NDManager manager) {
    Table table = new Table(manager, GAMMA);
    ImageBatch batch = batch(manager);
    table.generator.parameterGradients(table.negated(batch));

    assertThat(
            disagreement(
                table.generator,
                gradient(table.generator),
                () -> -LAMBDA * table.attackedLoss(batch)))
        .isLessThan(0.01);
  }

  @OnEachEngine
  void generatorsStepLeavesTheClassifierAsItIs(NDManager manager) {
    Table table = new Table(manager, GAMMA);
    ImageBatch batch = batch(manager);
    double[] classifier = values(table.classifier);
    double[] generator = values(table.generator);

    table.game.ascend(batch, batch.images());

    assertThat(values(table.classifier)).containsExactly(classifier);
    assertThat(table.classifier.parameters())
        .as("parameters that a gradient reached")
        .noneMatch(entry -> entry.getValue().getArray().hasGradient());
    assertThat(values(table.generator)).isNotEqualTo(generator);
  }

  @OnEachEngine
  void classifiersStepLeavesTheGeneratorAsItIs(NDManager manager) {
    Table table = new Table(manager, GAMMA);
    ImageBatch batch = batch(manager);
    double[] classifier = values(table.classifier);
    double[] generator = values(table.generator);

    table.game.descend(batch, batch.images(), 0.01);

    assertThat(values(table.generator)).containsExactly(generator);
    assertThat(values(table.classifier)).isNotEqualTo(classifier);
  }

  // θ moves along F = CE(x) + λ·CE(x̂) where γ is 0.
  @OnEachEngine
  void classifiersGradientIsThatOfBothLosses(NDManager manager) {
    Table table = new Table(manager, 0);
    ImageBatch batch = batch(manager);
    table.classifier.parameterGradients(table.game.regularized(batch, batch.images()));

    assertThat(
            disagreement(table.classifier, gradient(table.classifier), () -> table.minimax(batch)))
        .isLessThan(0.01);
  }

  // What γ adds to the gradient, against differences of (γ/2)·‖∇_φ F‖² itself.
  @OnEachEngine
  void regularizationsGradientIsThatOfTheSquaredNorm(NDManager manager) {
    Table table = new Table(manager, GAMMA);
    Table plain = new Table(manager, 0);
    ImageBatch batch = batch(manager);
    table.classifier.parameterGradients(table.game.regularized(batch, batch.images()));
    plain.classifier.parameterGradients(plain.game.regularized(batch, batch.images()));
    double[] added = moved(gradient(table.classifier), gradient(plain.classifier), -1);

    assertThat(
            disagreement(
                table.classifier,
                added,
                () -> {
                  table.generator.parameterGradients(table.negated(batch));
                  double[] slope = gradient(table.generator);
                  return GAMMA / 2 * dot(slope, slope);
                }))
        .isLessThan(0.03);
  }

  @OnEachEngine
  void everyBatchHasItsStepsOfTheGeneratorThenOneOfTheClassifier(NDManager manager) {
    ImageBatch batch = batch(manager);
    Table played = new Table(manager, GAMMA);
    Table byHand = new Table(manager, GAMMA);

    played.game.take(batch, new TrainingStep(0, 1, new Randomness(1, IMAGES.ids())), 0.01);
    for (int i = 0; i < STEPS; i++) {
      byHand.game.ascend(batch, batch.images());
    }
    byHand.game.descend(batch, batch.images(), 0.01);

    assertThat(values(played.generator)).containsExactly(values(byHand.generator), within(1e-5));
    assertThat(values(played.classifier)).containsExactly(values(byHand.classifier), within(1e-5));
  }

  // The generator: five steps, the gradient of the regularization, and two outputs. The classifier:
  // six times below the generator, then x, x̂ and x̂ ahead.
  @OnEachEngine
  void countsItsPasses(NDManager manager) {
    Table table = new Table(manager, GAMMA);
    ImageBatch batch = batch(manager);

    table.game.take(batch, new TrainingStep(0, 1, new Randomness(1, IMAGES.ids())), 0.01);

    long size = IMAGES.size();
    assertThat(table.generator.forwardImages()).isEqualTo(8 * size);
    assertThat(table.generator.backwardImages()).isEqualTo(6 * size);
    assertThat(table.classifier.forwardImages()).isEqualTo(9 * size);
    assertThat(table.classifier.backwardImages()).isEqualTo(9 * size);
  }

  /** Two networks and their game; those of two tables are equal. */
  private static final class Table {
    private final Network classifier;
    private final Network generator;
    private final Perturber perturber;
    private final Game game;

    Table(NDManager manager, double gamma) {
      classifier = new Network(manager, dense(), TinyImages.SHAPE, 1);
      generator = new Network(manager, convolutions(), TinyImages.SHAPE, 2);
      perturber =
          new Perturber(
              Generator.G1, 1, generator, new Budget(Norm.LINF, EPSILON), TinyImages.CLASSES);
      game =
          new Game(
              new AdamStep(classifier, 0.9, 0),
              new AdamStep(generator, 0.5, 0),
              perturber,
              new Rules(STEPS, 0.01, new Objective(LAMBDA, gamma, DISTANCE)));
    }

    Supplier<NDArray> negated(ImageBatch batch) {
      return game.negated(batch, batch.images());
    }

    double attackedLoss(ImageBatch batch) {
      NDArray output = generator.trainingOutput(batch.images());
      return loss(batch, perturber.apply(output, batch.images()));
    }

    double minimax(ImageBatch batch) {
      return loss(batch, batch.images()) + LAMBDA * attackedLoss(batch);
    }

    private double loss(ImageBatch batch, NDArray images) {
      return Losses.crossEntropy(batch.labels(), TinyImages.CLASSES)
          .of(classifier.logits(images))
          .mean()
          .getFloat();
    }

    private static Block dense() {
      return new SequentialBlock()
          .add(Blocks.batchFlattenBlock())
          .add(Linear.builder().setUnits(6).build())
          .add(Activation::tanh)
          .add(Linear.builder().setUnits(TinyImages.CLASSES).build());
    }

    private static Block convolutions() {
      return new SequentialBlock()
          .add(Convolutions.same(2, 3))
          .add(new EvalSafeBatchNorm())
          .add(Activation::tanh)
          .add(Convolutions.same(1, 3))
          .add(Activation::tanh);
    }
  }

  // Far enough from black and white that no perturbation is cut.
  private static ImageBatch batch(NDManager manager) {
    ImageBatch batch = IMAGES.all(manager);
    return new ImageBatch(batch.images().mul(0.5f).add(0.25f), batch.labels());
  }

  /** Of a gradient with central differences along some directions, relative. */
  private static double disagreement(Network network, double[] gradient, DoubleSupplier function) {
    double[] start = values(network);
    SplittableRandom random = new SplittableRandom(5);
    double wrong = 0;
    double squares = 0;
    for (int d = 0; d < 6; d++) {
      double[] direction = random.doubles(start.length, -1, 1).toArray();
      double along = 5e-3;
      set(network, moved(start, direction, along));
      double ahead = function.getAsDouble();
      set(network, moved(start, direction, -along));
      double behind = function.getAsDouble();
      double slope = (ahead - behind) / (2 * along);
      wrong += Math.pow(slope - dot(gradient, direction), 2);
      squares += slope * slope;
    }
    set(network, start);
    return Math.sqrt(wrong / squares);
  }

  private static double[] gradient(Network network) {
    return network.parameters().stream()
        .filter(entry -> Network.isTrained(entry.getValue()))
        .flatMapToDouble(
            entry -> {
              try (NDArray gradient = entry.getValue().getArray().getGradient()) {
                return doubles(gradient);
              }
            })
        .toArray();
  }

  private static double[] values(Network network) {
    return network.parameters().stream()
        .filter(entry -> Network.isTrained(entry.getValue()))
        .flatMapToDouble(entry -> doubles(entry.getValue().getArray()))
        .toArray();
  }

  private static void set(Network network, double[] values) {
    int from = 0;
    for (var entry : network.parameters()) {
      if (Network.isTrained(entry.getValue())) {
        NDArray array = entry.getValue().getArray();
        float[] part = new float[(int) array.size()];
        for (int i = 0; i < part.length; i++) {
          part[i] = (float) values[from + i];
        }
        try (NDArray source = array.getManager().create(part, array.getShape())) {
          array.set(new NDIndex("..."), source);
        }
        from += part.length;
      }
    }
  }

  private static double[] moved(double[] start, double[] direction, double length) {
    double[] end = Arrays.copyOf(start, start.length);
    for (int i = 0; i < end.length; i++) {
      end[i] += length * direction[i];
    }
    return end;
  }

  private static DoubleStream doubles(NDArray array) {
    float[] values = array.toFloatArray();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
  }

  private static double dot(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
  }
}
