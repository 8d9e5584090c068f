package dev.gauntlet.plugins.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackTrainingContext;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.generators.Perturber;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.models.Weights;
import dev.gauntlet.toolkit.training.AdamStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Trains a generator against a frozen source: Adam ascends the source's loss at the perturbed
 * images. The epoch that leaves the source the fewest held-out images right is kept.
 */
final class GeneratorTraining {
  private static final String EPOCHS = "epochs";
  private static final String BATCH_SIZE = "batch_size";
  private static final String LEARNING_RATE = "learning_rate";
  private static final double BETA1 = 0.5;
  private static final int REPORTS_PER_EPOCH = 20;
  private static final int MEASURED_AT_ONCE = 100;

  private final AttackTrainingContext context;
  private final Differentiable source;
  private final Perturber perturber;
  private final int epochs;
  private final int batchSize;
  private final double rate;
  private final AdamStep optimizer;

  GeneratorTraining(AttackTrainingContext context, Perturber perturber) {
    Parameters parameters = context.parameters();
    this.context = context;
    this.source = context.source();
    this.perturber = perturber;
    this.epochs = parameters.integer(EPOCHS);
    this.batchSize = Math.min(parameters.integer(BATCH_SIZE), context.training().size());
    this.rate = parameters.number(LEARNING_RATE);
    this.optimizer = new AdamStep(perturber.network(), BETA1, 0);
  }

  /** The parameters that a training reads, after {@code first}. */
  static List<Parameter> parameters(Parameter first) {
    return List.of(
        first,
        Parameter.integer(EPOCHS, 1, 1, 10_000, "passes over the training images"),
        Parameter.integer(BATCH_SIZE, 64, 2, 100_000, "training images per step"),
        Parameter.number(
            LEARNING_RATE, 0.002, 0, 10, "rate of Adam, whose first decay is 0.5, in training"));
  }

  /** Trains and writes the checkpoint. */
  void run() {
    SplittableRandom shuffles = new SplittableRandom(context.model().seed());
    List<Map<String, Object>> curve = new ArrayList<>();
    Weights best = null;
    double lowest = Double.POSITIVE_INFINITY;
    for (int epoch = 0; epoch < epochs; epoch++) {
      double loss = epoch(epoch, shuffles.split());
      double accuracy = heldOutAccuracy();
      curve.add(point(epoch + 1, loss, accuracy));
      if (accuracy < lowest) {
        lowest = accuracy;
        best = Weights.of(perturber.network());
      }
    }
    best.copyTo(perturber.network());
    perturber.save(context.checkpoint());
    context.checkpoint().note("curve", curve);
    context.checkpoint().note("sourceAccuracy", lowest);
  }

  private static Map<String, Object> point(int epoch, double loss, double accuracy) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("epoch", epoch);
    point.put("loss", loss);
    point.put("sourceAccuracy", accuracy);
    return point;
  }

  private double epoch(int epoch, SplittableRandom random) {
    int[] order = shuffled(random);
    int steps = order.length / batchSize;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      long step = (long) epoch * steps + i;
      try (NDManager scope = perturber.network().manager().newSubManager()) {
        ImageBatch batch =
            context
                .training()
                .batch(scope, Arrays.copyOfRange(order, i * batchSize, (i + 1) * batchSize));
        sum += step(batch, randomness("step-" + step, batchSize));
      }
      if ((i + 1) % Math.max(1, steps / REPORTS_PER_EPOCH) == 0) {
        String message =
            String.format(
                Locale.ROOT, "epoch %d, the source's log odds %.3f", epoch + 1, sum / (i + 1));
        context.progress().report(step + 1, (long) epochs * steps, message);
      }
    }
    return sum / steps;
  }

  private double step(ImageBatch batch, Randomness random) {
    NDArray input = perturber.input(batch, random);
    Ascent ascent = ascent(batch, input);
    optimizer.descend(ascent.loss(), rate);
    return ascent.logOdds();
  }

  /**
   * What a step descends.
   *
   * @param loss a scalar with the gradient, not the value, of the mean loss
   * @param logOdds of the source's mistakes, their mean over the batch
   */
  record Ascent(Supplier<NDArray> loss, double logOdds) {}

  /**
   * The chain rule through a source that is recorded apart: with g = ∂(mean loss)/∂x̂ held fixed, Σ
   * x̂·g has the loss's gradient in the generator's parameters. Log odds take the place of the
   * cross-entropy, which loses its gradient where the source is sure.
   *
   * @param input of the network for this batch
   */
  Ascent ascent(ImageBatch batch, NDArray input) {
    NDArray perturbed = perturber.apply(perturber.network().trainingOutput(input), batch.images());
    LogitLoss logOdds = Losses.logOdds(batch.labels(), perturber.classes());
    try (InputGradient gradient = source.inputGradient(perturbed, logOdds);
        NDArray odds = logOdds.of(gradient.logits())) {
      long size = batch.labels().size();
      NDArray direction = gradient.gradient().div(-size);
      direction.attach(input.getManager());
      float sum = 0;
      for (float one : odds.toFloatArray()) {
        sum += one;
      }
      return new Ascent(
          () ->
              perturber
                  .apply(perturber.network().trainingLogits(input), batch.images())
                  .mul(direction)
                  .sum(),
          sum / size);
    }
  }

  private double heldOutAccuracy() {
    TrainingImages images = context.validation();
    long correct = 0;
    for (int first = 0; first < images.size(); first += MEASURED_AT_ONCE) {
      int[] indices =
          IntStream.range(first, Math.min(first + MEASURED_AT_ONCE, images.size())).toArray();
      try (NDManager scope = perturber.network().manager().newSubManager()) {
        ImageBatch batch = images.batch(scope, indices);
        NDArray perturbed =
            perturber.perturb(batch, randomness("held-out-" + first, indices.length));
        NDArray predicted = source.logits(perturbed).argMax(1);
        correct += predicted.eq(batch.labels()).countNonzero().getLong();
      }
    }
    return correct / (double) images.size();
  }

  private Randomness randomness(String purpose, int size) {
    List<String> names = IntStream.range(0, size).mapToObj(i -> purpose + "/" + i).toList();
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
}
