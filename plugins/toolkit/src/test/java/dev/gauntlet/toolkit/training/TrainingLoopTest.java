package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.TrainingException;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.Quadrants;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.layers.EvalSafeBatchNorm;
import dev.gauntlet.toolkit.layers.EvalSafeDropout;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Weights;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

class TrainingLoopTest {
  private static final Map<String, Object> FAST =
      Map.of("batch_size", 16, "learning_rate", 0.02, "epochs", 5);
  private static final Objective CLEAN =
      (network, batch, step) ->
          () ->
              Losses.crossEntropy(batch.labels(), 3)
                  .of(network.trainingLogits(batch.images()))
                  .mean();

  @OnEachEngine
  void learns(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Network network = Networks.convolutional(manager, 1);
    double untrained = Accuracy.clean(network, context.validation(), 30);

    Training training = new TrainingLoop(context, network).run(CLEAN);

    List<Epoch> curve = training.curve();
    assertThat(curve).extracting(Epoch::number).containsExactly(1, 2, 3, 4, 5);
    assertThat(curve.get(4).loss()).isLessThan(curve.get(0).loss() / 2);
    assertThat(Accuracy.clean(network, context.validation(), 30))
        .isGreaterThan(0.9)
        .isGreaterThan(untrained);
  }

  @OnEachEngine
  void trainsOnOtherImagesThanTheContextsAndKeepsTheEpochOfTheLowestLoss(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Network network = Networks.linear(manager, 1);
    Iterator<Double> losses = List.of(5.0, 2.0, 3.0, 4.0, 6.0).iterator();
    List<Weights> after = new ArrayList<>();
    Quadrants others = new Quadrants(64, 5000);

    Training training =
        new TrainingLoop(context, network)
            .over(others)
            .run(
                CLEAN,
                Measures.CLEAN.judgedByLoss(
                    trained -> {
                      after.add(Weights.of(trained));
                      return losses.next();
                    }));

    assertThat(training.kept()).isEqualTo(2);
    assertThat(training.curve())
        .extracting(epoch -> epoch.toMap().get("heldOutLoss"))
        .containsExactly(5.0, 2.0, 3.0, 4.0, 6.0);
    assertThat(Weights.of(network)).usingRecursiveComparison().isEqualTo(after.get(1));
    assertThat(training.curve().get(0).loss())
        .as("the loss on the context's own images")
        .isNotEqualTo(
            new TrainingLoop(new QuadrantsTraining(manager, 1, FAST), Networks.linear(manager, 1))
                .run(CLEAN)
                .curve()
                .get(0)
                .loss());
  }

  @OnEachEngine
  void sameSeedGivesTheSameWeights(NDManager manager) {
    assertThat(trained(manager, 7, false)).isEqualTo(trained(manager, 7, false));
    assertThat(trained(manager, 7, false)).isNotEqualTo(trained(manager, 8, false));
  }

  @OnEachEngine
  void sameSeedGivesTheSameWeightsWithDropout(NDManager manager) {
    assertThat(trained(manager, 7, true)).isEqualTo(trained(manager, 7, true));
  }

  @OnEachEngine
  void cleanTrainingCostsOnePassEachWayAnImage(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Network network = Networks.linear(manager, 1);

    Training training = new TrainingLoop(context, network).run(CLEAN);
    training.save(network, context.checkpoint());

    assertThat(training.imagesSeen()).isEqualTo(5 * 64);
    assertThat(training.cost()).isEqualTo(new Cost(5 * 64, 5 * 64));
    assertThat(context.notes())
        .contains(
            entry("epochs", 5),
            entry("forwardPassesPerImage", 1.0),
            entry("backwardPassesPerImage", 1.0))
        .containsKeys("epochKept", "curve");
  }

  // k steps, each forward and backward, before the one that trains. What epochs measure in between
  // is not the training's cost.
  @OnEachEngine
  void trainingOnPgdExamplesCostsAPassMoreThanItsSteps(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Network network = Networks.linear(manager, 1);
    PgdExamples examples = new PgdExamples(0.1, 4, 0.05, 10);

    Training training =
        new TrainingLoop(context, network)
            .runRobust(
                (model, batch, step) -> {
                  NDArray perturbed = examples.make(model, batch, step, 3);
                  return () ->
                      Losses.crossEntropy(batch.labels(), 3)
                          .of(model.trainingLogits(perturbed))
                          .mean();
                },
                trained -> examples.robustAccuracy(trained, context.validation(), 3));

    assertThat(training.cost()).isEqualTo(new Cost(5L * 5 * 64, 5L * 5 * 64));
    assertThat(training.curve()).allMatch(epoch -> epoch.robust().isPresent());
  }

  @OnEachEngine
  void keepsTheBestEpochByRobustAccuracy(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Network network = Networks.linear(manager, 1);
    Iterator<Double> measured = List.of(0.2, 0.9, 0.5, 0.9, 0.1).iterator();
    List<List<Float>> seen = new ArrayList<>();

    Training training =
        new TrainingLoop(context, network)
            .runRobust(
                CLEAN,
                trained -> {
                  seen.add(weights(trained));
                  return measured.next();
                });

    int kept = training.kept();
    assertThat(kept).isIn(2, 4);
    assertThat(weights(network)).isEqualTo(seen.get(kept - 1)).isNotEqualTo(seen.get(4));
  }

  @OnEachEngine
  void stopsWhereTheLossIsNoNumber(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Network network = Networks.linear(manager, 1);
    List<Float> before = weights(network);
    Objective diverging =
        (model, batch, step) ->
            () -> model.trainingLogits(batch.images()).sum().mul(Float.POSITIVE_INFINITY).mul(0);

    assertThatThrownBy(() -> new TrainingLoop(context, network).run(diverging))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("NaN")
        .hasMessageContaining("learning rate");
    assertThat(weights(network)).isEqualTo(before);
  }

  @OnEachEngine
  void goesOnAfterAnInterruptionToTheSameResult(NDManager manager) {
    Network undisturbed = resumable(manager);
    QuadrantsTraining whole = new QuadrantsTraining(manager, 3, FAST);
    Training expected = new TrainingLoop(whole, undisturbed).run(CLEAN);

    QuadrantsTraining interrupted = new QuadrantsTraining(manager, 3, FAST);
    int[] steps = {0};
    Objective stopping =
        (network, batch, step) -> {
          if (steps[0]++ == 10) {
            throw new IllegalStateException("killed in the third epoch");
          }
          return CLEAN.prepare(network, batch, step);
        };
    assertThatThrownBy(() -> new TrainingLoop(interrupted, resumable(manager)).run(stopping))
        .hasMessageContaining("killed");
    Network resumed = resumable(manager);
    Training training = new TrainingLoop(interrupted, resumed).run(CLEAN);

    assertThat(training).isEqualTo(expected);
    assertThat(weights(resumed)).isEqualTo(weights(undisturbed));
    assertThat(interrupted.reports())
        .filteredOn(report -> report.contains("epoch 2 done"))
        .hasSize(1);
  }

  @OnEachEngine
  void goesOnWithSeveralNetworksToTheSameResult(NDManager manager) {
    List<Float> undisturbed = twoNetworks(manager, Integer.MAX_VALUE);

    assertThat(twoNetworks(manager, 9)).isEqualTo(undisturbed);
  }

  @OnEachEngine
  void trainsOnImagesThatAreMirroredAndShifted(NDManager manager) {
    Map<String, Object> moving = Map.of("batch_size", 64, "epochs", 1, "mirror", true, "shift", 2);
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, moving);
    ImageBatch still = context.training().batch(manager, IntStream.range(0, 64).toArray());
    List<float[]> seen = new ArrayList<>();

    new TrainingLoop(context, Networks.linear(manager, 1))
        .run(
            (network, batch, step) -> {
              seen.add(batch.images().toFloatArray());
              return CLEAN.prepare(network, batch, step);
            });

    assertThat(seen).hasSize(1);
    assertThat(sum(seen.get(0))).isNotEqualTo(sum(still.images().toFloatArray()));
  }

  @OnEachEngine
  void stopsWhereNothingIsLearned(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Network network = Networks.linear(manager, 1);
    // Always answers class 0, and the objective says nothing of the labels.
    Networks.set(network, 0, new float[3 * 64]);
    Networks.set(network, 1, 1, 0, 0);
    Objective deaf =
        (model, batch, step) -> () -> model.trainingLogits(batch.images()).sum().mul(0);

    assertThatThrownBy(() -> new TrainingLoop(context, network).run(deaf))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("learns nothing: after epoch 3")
        .hasMessageContaining("33.33 %");
    // The same command again does not go on from there in silence.
    assertThatThrownBy(() -> new TrainingLoop(context, network).run(CLEAN))
        .isInstanceOf(TrainingException.class);
  }

  @OnEachEngine
  void keepsTheLastGoodEpochOfATrainingThatDiverges(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Network network = Networks.linear(manager, 1);
    Objective divergingLater =
        (model, batch, step) -> {
          Supplier<NDArray> loss = CLEAN.prepare(model, batch, step);
          return step.number() < 9 ? loss : () -> loss.get().mul(Float.NaN);
        };

    assertThatThrownBy(() -> new TrainingLoop(context, network).run(divergingLater))
        .isInstanceOf(TrainingException.class);

    Network kept = Networks.linear(manager, 2);
    Weights.read(context.snapshots().latest().orElseThrow(), "network-best.npz", manager)
        .copyTo(kept);
    assertThat(Accuracy.clean(kept, context.validation(), 30)).isGreaterThan(0.5);
  }

  @OnEachEngine
  void countsThePassesOfFrozenNetworks(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Network frozen = Networks.linear(manager, 2);
    Learner learner = new Learner("network", new AdamStep(Networks.linear(manager, 1), 0.9, 0));
    Training training =
        new TrainingLoop(context, List.of(learner))
            .counting(List.of(frozen))
            .runSteps(
                (batch, position, rate) -> {
                  frozen.logits(batch.images());
                  return learner
                      .optimizer()
                      .descend(CLEAN.prepare(learner.network(), batch, position), rate);
                },
                Measures.CLEAN);

    assertThat(training.cost()).isEqualTo(new Cost(2L * 5 * 64, 5L * 64));
  }

  // PyTorch makes a float64 of it.
  @OnEachEngine
  void takesALossThatWasMultipliedByADouble(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);
    Objective halved =
        (network, batch, step) -> {
          Supplier<NDArray> whole = CLEAN.prepare(network, batch, step);
          return () -> whole.get().mul(0.5);
        };

    double loss =
        new TrainingLoop(context, Networks.linear(manager, 1)).run(halved).curve().get(0).loss();

    assertThat(loss).isPositive().isFinite();
  }

  @OnEachEngine
  void tellsHowFarItIs(NDManager manager) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 1, FAST);

    new TrainingLoop(context, Networks.linear(manager, 1)).run(CLEAN);

    assertThat(context.reports().get(0)).startsWith("1/20 epoch 1, loss ");
    assertThat(context.reports().get(context.reports().size() - 1))
        .startsWith("20/20 epoch 5 done: loss ")
        .contains("clean ");
  }

  @OnEachEngine
  void takesABatchNoLargerThanTheTrainingSet(NDManager manager) {
    QuadrantsTraining context =
        new QuadrantsTraining(manager, 1, Map.of("batch_size", 1000, "epochs", 1));
    TrainingLoop loop = new TrainingLoop(context, Networks.linear(manager, 1));

    assertThat(loop.stepsPerEpoch()).isEqualTo(1);
    assertThat(loop.run(CLEAN).imagesSeen()).isEqualTo(64);
  }

  @OnEachEngine
  void leavesNoArraysOpenBesidesTheNetwork(NDManager manager) {
    Network network = Networks.normalized(manager, 1);
    int before = OpenArrays.in(manager);

    new TrainingLoop(new QuadrantsTraining(manager, 1, FAST), network).run(CLEAN);

    // Adam's two running averages of each trained parameter live as long as the network.
    long trained =
        network.parameters().stream().filter(p -> p.getValue().requiresGradient()).count();
    assertThat(OpenArrays.in(manager)).isLessThanOrEqualTo((int) (before + 2 * trained));
  }

  @OnEachEngine
  void measuresAccuracyOnTheFirstImagesOnly(NDManager manager) {
    Network network = Networks.linear(manager, 1);
    // Always answers class 0, which is right for every third image from the first on.
    Networks.set(network, 0, new float[3 * 64]);
    Networks.set(network, 1, 1, 0, 0);

    assertThat(Accuracy.clean(network, new Quadrants(250, 0), 4)).isEqualTo(0.5);
    assertThat(Accuracy.clean(network, new Quadrants(250, 0), Integer.MAX_VALUE))
        .isCloseTo(84 / 250.0, within(1e-12));
  }

  private static List<Float> trained(NDManager manager, long seed, boolean dropout) {
    try (Network network = dropout ? dropping(manager) : Networks.convolutional(manager, 1)) {
      new TrainingLoop(new QuadrantsTraining(manager, seed, FAST), network).run(CLEAN);
      return weights(network);
    }
  }

  private static double sum(float[] pixels) {
    double sum = 0;
    for (float pixel : pixels) {
      sum += pixel;
    }
    return sum;
  }

  /** Convolution, batch statistics and dropout: everything that has a state. */
  private static Network resumable(NDManager manager) {
    SequentialBlock block =
        new SequentialBlock()
            .add(
                Conv2d.builder()
                    .setKernelShape(new Shape(3, 3))
                    .optPadding(new Shape(1, 1))
                    .setFilters(6)
                    .build())
            .add(new EvalSafeBatchNorm())
            .add(Activation::relu)
            .add(Blocks.batchFlattenBlock())
            .add(new EvalSafeDropout(0.5f))
            .add(Linear.builder().setUnits(3).build());
    return new Network(manager, block, Networks.IMAGE, 1);
  }

  /** Trains two networks, one three times as fast, with an interruption after some steps. */
  private static List<Float> twoNetworks(NDManager manager, int interruption) {
    QuadrantsTraining context = new QuadrantsTraining(manager, 5, FAST);
    int[] steps = {0};
    for (int attempt = 0; attempt < 2; attempt++) {
      Learner one = new Learner("one", new AdamStep(Networks.linear(manager, 1), 0.9, 0));
      Learner other =
          new Learner("other", new AdamStep(Networks.convolutional(manager, 2), 0.5, 0));
      try {
        new TrainingLoop(context, List.of(one, other))
            .runSteps(
                (batch, position, rate) -> {
                  if (steps[0]++ == interruption) {
                    throw new IllegalStateException("killed");
                  }
                  other.optimizer().descend(CLEAN.prepare(other.network(), batch, position), 0.06);
                  return one.optimizer()
                      .descend(CLEAN.prepare(one.network(), batch, position), rate);
                },
                Measures.CLEAN);
        List<Float> weights = weights(one.network());
        weights.addAll(weights(other.network()));
        return weights;
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
      }
    }
    throw new AssertionError("killed twice");
  }

  private static Network dropping(NDManager manager) {
    SequentialBlock block =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(new EvalSafeDropout(0.5f))
            .add(Linear.builder().setUnits(3).build());
    return new Network(manager, block, Networks.IMAGE, 1);
  }

  private static List<Float> weights(Network network) {
    List<Float> all = new ArrayList<>();
    for (Pair<String, Parameter> entry : network.parameters()) {
      for (float value : entry.getValue().getArray().toFloatArray()) {
        all.add(value);
      }
    }
    return all;
  }
}
