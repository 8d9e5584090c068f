package dev.gauntlet.toolkit.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.api.TrainingException;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Epochs of shuffled batches, a cosine schedule, and the epoch kept that does best on held-out
 * images. All randomness comes from the context's seed. After every epoch the state is saved, and a
 * training that was interrupted goes on from there to the same result.
 */
public final class TrainingLoop {
  private static final double WARMUP = 0.1;
  private static final double BETA1 = 0.9;
  private static final int REPORTS_PER_EPOCH = 20;
  private static final int PATIENCE = 3;

  private final TrainingContext context;
  private final List<Learner> learners;
  private final List<Network> counted;
  private final int epochs;
  private final int batchSize;
  private final Schedule schedule;
  private final Augmentation augmentation;
  private TrainingImages images;

  /**
   * A loop over a context's training images with the settings of {@link TrainingParameters}, for
   * one network and Adam.
   *
   * @param network the network to train; the caller closes it
   */
  public TrainingLoop(TrainingContext context, Network network) {
    this(
        context,
        List.of(
            new Learner(
                "network",
                new AdamStep(
                    network,
                    BETA1,
                    context.parameters().number(TrainingParameters.WEIGHT_DECAY)))));
  }

  /**
   * A loop for several networks.
   *
   * @param learners what is trained; the accuracies of the curve are those of the first
   */
  public TrainingLoop(TrainingContext context, List<Learner> learners) {
    Parameters parameters = context.parameters();
    this.context = context;
    this.images = context.training();
    this.learners = List.copyOf(learners);
    this.counted = new ArrayList<>(learners.stream().map(Learner::network).toList());
    this.epochs = parameters.integer(TrainingParameters.EPOCHS);
    this.batchSize =
        Math.min(parameters.integer(TrainingParameters.BATCH_SIZE), context.training().size());
    this.schedule = Schedule.cosine(parameters.number(TrainingParameters.LEARNING_RATE), WARMUP);
    this.augmentation = Augmentation.of(parameters);
  }

  /**
   * Trains on other images than the context's, those of a preparation for example.
   *
   * @param others as many as the context's
   */
  public TrainingLoop over(TrainingImages others) {
    images = others;
    return this;
  }

  /** Counts the passes of networks that stay as they are as the training's cost, too. */
  public TrainingLoop counting(List<Network> frozen) {
    counted.addAll(frozen);
    return this;
  }

  /** Counts the passes of one network alone, where others are too small to be a cost. */
  public TrainingLoop countingOnly(Network network) {
    counted.clear();
    counted.add(network);
    return this;
  }

  /** Steps in one epoch; the last incomplete batch is left out, a different one each time. */
  public int stepsPerEpoch() {
    return images.size() / batchSize;
  }

  /**
   * Trains, and leaves the network at its best epoch by clean accuracy.
   *
   * @throws dev.gauntlet.api.TrainingException if the loss is not finite, or nothing is learned
   */
  public Training run(Objective objective) {
    return runSteps(descent(objective), Measures.CLEAN);
  }

  /**
   * Trains, and leaves the network at its best epoch by robust accuracy.
   *
   * @param robust accuracy on held-out images under the training's own attack
   * @throws dev.gauntlet.api.TrainingException if the loss is not finite, or nothing is learned
   */
  public Training runRobust(Objective objective, ToDoubleFunction<Network> robust) {
    return runSteps(descent(objective), Measures.robust(robust));
  }

  private Step descent(Objective objective) {
    AdamStep optimizer = learners.get(0).optimizer();
    return (batch, position, learningRate) ->
        optimizer.descend(objective.prepare(optimizer.network(), batch, position), learningRate);
  }

  /**
   * Trains, and leaves the network at its best epoch.
   *
   * @param measures after every epoch
   * @throws dev.gauntlet.api.TrainingException if the loss is not finite, or nothing is learned
   */
  public Training run(Objective objective, Measures measures) {
    return runSteps(descent(objective), measures);
  }

  /**
   * Trains several networks by steps of the caller's own, and leaves them at the best epoch of the
   * first.
   *
   * @param measures of the first, after every epoch
   * @throws dev.gauntlet.api.TrainingException if a step throws it, or nothing is learned
   */
  public Training runSteps(Step step, Measures measures) {
    Network judged = learners.get(0).network();
    double chance = Accuracy.ofOneAnswer(judged.manager(), context.validation());
    Snapshot state =
        context
            .snapshots()
            .latest()
            .map(files -> Snapshot.read(files, learners))
            .orElse(Snapshot.START);
    requireProgress(state.curve(), chance);
    SplittableRandom shuffles = new SplittableRandom(context.model().seed());
    state.curve().epochs().forEach(done -> shuffles.split());
    for (int number = state.curve().length() + 1; number <= epochs; number++) {
      Cost before = Cost.of(counted);
      double loss = epoch(step, number, shuffles.split());
      Cost cost = Cost.of(counted).minus(before);
      double clean = Accuracy.clean(judged, context.validation(), Integer.MAX_VALUE);
      Epoch epoch = measures.epoch(number, loss, clean, judged);
      Snapshot reached = state.after(epoch, cost, learners);
      context.snapshots().save(files -> reached.write(files, learners));
      report(epoch, (long) number * stepsPerEpoch());
      requireProgress(reached.curve(), chance);
      state = reached;
    }
    state.keepBest(learners);
    return new Training(
        state.curve().epochs(),
        state.curve().best().number(),
        state.curve().cost(),
        (long) epochs * stepsPerEpoch() * batchSize);
  }

  private static void requireProgress(Curve curve, double chance) {
    if (curve.stuckAt(chance, PATIENCE)) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "the training learns nothing: after epoch %d as in the %d before, no more held-out images are right (%.2f %%)"
                  + " than if the answer were always the same (%.2f %%); a smaller learning rate, a smaller radius or"
                  + " one that grows more slowly may help",
              curve.length(),
              PATIENCE - 1,
              100 * curve.epochs().get(curve.length() - 1).clean(),
              100 * chance));
    }
  }

  private double epoch(Step step, int number, SplittableRandom random) {
    // The engine draws dropout's masks itself; from here on, so that a resumed epoch has the same.
    Engine engine = learners.get(0).network().manager().getEngine();
    engine.setRandomSeed(Objects.hash(context.model().seed(), number));
    int[] order = shuffled(random);
    int steps = stepsPerEpoch();
    long total = (long) epochs * steps;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      long done = (long) (number - 1) * steps + i;
      int[] indices = Arrays.copyOfRange(order, i * batchSize, (i + 1) * batchSize);
      try (NDManager scope = learners.get(0).network().manager().newSubManager()) {
        TrainingStep position = new TrainingStep(done, total, randomness(done));
        ImageBatch batch = augmentation.apply(images.batch(scope, indices), position.random());
        sum += step.take(batch, position, schedule.at(done, total));
      }
      if ((i + 1) % Math.max(1, steps / REPORTS_PER_EPOCH) == 0) {
        context
            .progress()
            .report(
                done + 1,
                total,
                String.format(Locale.ROOT, "epoch %d, loss %.4f", number, sum / (i + 1)));
      }
    }
    return sum / steps;
  }

  private Randomness randomness(long step) {
    List<String> names = IntStream.range(0, batchSize).mapToObj(i -> step + "/" + i).toList();
    return new Randomness(context.model().seed(), names);
  }

  private int[] shuffled(SplittableRandom random) {
    int[] order = IntStream.range(0, images.size()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private void report(Epoch epoch, long done) {
    String robust =
        epoch.robust().isPresent()
            ? String.format(Locale.ROOT, ", robust %.2f %%", 100 * epoch.robust().getAsDouble())
            : "";
    context
        .progress()
        .report(
            done,
            (long) epochs * stepsPerEpoch(),
            String.format(
                Locale.ROOT,
                "epoch %d done: loss %.4f, clean %.2f %%%s",
                epoch.number(),
                epoch.loss(),
                100 * epoch.clean(),
                robust));
  }
}
