package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Epochs of shuffled batches, one {@link AdamStep} each, a cosine schedule, and the epoch kept that
 * does best on held-out images. All randomness comes from the context's seed.
 */
public final class TrainingLoop {
  private static final double WARMUP = 0.1;
  private static final int REPORTS_PER_EPOCH = 20;

  private final TrainingContext context;
  private final Network network;
  private final int epochs;
  private final int batchSize;
  private final Schedule schedule;
  private final AdamStep optimizer;

  /**
   * A loop over a context's training images with the settings of {@link TrainingParameters}.
   *
   * @param network the network to train; the caller closes it
   */
  public TrainingLoop(TrainingContext context, Network network) {
    Parameters parameters = context.parameters();
    this.context = context;
    this.network = network;
    this.epochs = parameters.integer(TrainingParameters.EPOCHS);
    this.batchSize =
        Math.min(parameters.integer(TrainingParameters.BATCH_SIZE), context.training().size());
    this.schedule = Schedule.cosine(parameters.number(TrainingParameters.LEARNING_RATE), WARMUP);
    this.optimizer = new AdamStep(network, 0.9, parameters.number(TrainingParameters.WEIGHT_DECAY));
  }

  /** Steps in one epoch; the last incomplete batch is left out, a different one each time. */
  public int stepsPerEpoch() {
    return context.training().size() / batchSize;
  }

  /**
   * Trains, and leaves the network at its best epoch by clean accuracy.
   *
   * @throws dev.gauntlet.api.TrainingException if the loss is not finite
   */
  public Training run(Objective objective) {
    return run(objective, network -> OptionalDouble.empty());
  }

  /**
   * Trains, and leaves the network at its best epoch by robust accuracy.
   *
   * @param robust accuracy on held-out images under the training's own attack
   */
  public Training runRobust(Objective objective, ToDoubleFunction<Network> robust) {
    return run(objective, trained -> OptionalDouble.of(robust.applyAsDouble(trained)));
  }

  private Training run(
      Objective objective, java.util.function.Function<Network, OptionalDouble> robust) {
    SplittableRandom shuffles = new SplittableRandom(context.model().seed());
    // The engine draws dropout's masks itself.
    network.manager().getEngine().setRandomSeed(Long.hashCode(context.model().seed()));
    List<Epoch> curve = new ArrayList<>();
    Cost cost = Cost.NONE;
    Weights best = null;
    Epoch bestEpoch = null;
    for (int number = 1; number <= epochs; number++) {
      Cost start = Cost.of(network);
      double loss = epoch(objective, number, shuffles.split());
      cost = cost.plus(Cost.of(network).minus(start));
      Epoch epoch =
          new Epoch(
              number,
              loss,
              Accuracy.clean(network, context.validation(), Integer.MAX_VALUE),
              robust.apply(network));
      curve.add(epoch);
      report(epoch, (long) number * stepsPerEpoch());
      if (bestEpoch == null || epoch.merit() > bestEpoch.merit()) {
        best = Weights.of(network);
        bestEpoch = epoch;
      }
    }
    best.copyTo(network);
    return new Training(
        curve, bestEpoch.number(), cost, (long) epochs * stepsPerEpoch() * batchSize);
  }

  private double epoch(Objective objective, int number, SplittableRandom random) {
    int[] order = shuffled(random);
    int steps = stepsPerEpoch();
    long total = (long) epochs * steps;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      long step = (long) (number - 1) * steps + i;
      int[] indices = Arrays.copyOfRange(order, i * batchSize, (i + 1) * batchSize);
      try (NDManager scope = network.manager().newSubManager()) {
        ImageBatch batch = context.training().batch(scope, indices);
        TrainingStep position = new TrainingStep(step, total, randomness(step));
        sum +=
            optimizer.descend(
                objective.prepare(network, batch, position), schedule.at(step, total));
      }
      if ((i + 1) % Math.max(1, steps / REPORTS_PER_EPOCH) == 0) {
        context
            .progress()
            .report(
                step + 1,
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
    int[] order = IntStream.range(0, context.training().size()).toArray();
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
