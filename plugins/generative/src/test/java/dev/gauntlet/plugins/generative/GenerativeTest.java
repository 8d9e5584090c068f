package dev.gauntlet.plugins.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.Engines;
import dev.gauntlet.testkit.MemoryCheckpoint;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.generators.Generator;
import dev.gauntlet.toolkit.generators.Perturber;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for each of the three generators. */
abstract class GenerativeTest extends AttackContract {
  private static final Budget BUDGET = new Budget(Norm.LINF, 0.3);
  private static final TinyImages IMAGES = new TinyImages(60, 7);

  private final Generator generator;
  private final int epochs;

  /** Tests a generator that needs so many epochs to learn to fool the tiny model. */
  GenerativeTest(Generator generator, int epochs) {
    this.generator = generator;
    this.epochs = epochs;
  }

  @Override
  protected abstract TrainableAttack attack();

  @Override
  protected Map<String, Object> parameters() {
    return Map.of("k", 2, "epochs", 2, "batch_size", 16);
  }

  private TestTrainingContext training(NDManager manager, Network source, Budget budget) {
    return TestTrainingContext.of(
            TestTrainingContext.model(manager, "none", 3),
            Parameters.of(
                attack().descriptor().parameters(),
                Map.of("k", 2, "epochs", epochs, "batch_size", 16)))
        .against(source, budget);
  }

  private float[] perturb(NDManager manager, Network source, MemoryCheckpoint checkpoint) {
    ImageBatch clean = IMAGES.all(manager);
    TestAttackContext context =
        TestAttackContext.of(attack().descriptor(), List.of(source), BUDGET, IMAGES.ids())
            .withParameters(Map.of("k", 2))
            .withCheckpoints(Map.of(TrainableAttack.OWN_CHECKPOINT, checkpoint));
    return attack().perturb(context, clean.images(), clean.labels()).toFloatArray();
  }

  private static double accuracy(Network source, NDArray images, NDArray labels) {
    return source.logits(images).argMax(1).eq(labels).countNonzero().getLong()
        / (double) labels.size();
  }

  @OnEachEngine
  void trainingLowersTheSourcesAccuracy(NDManager manager) {
    Network source = TinyModels.convolutional(manager);
    ImageBatch clean = IMAGES.all(manager);
    TestTrainingContext training = training(manager, source, BUDGET);

    attack().train(training);

    NDArray perturbed =
        manager.create(perturb(manager, source, training.checkpoint()), clean.images().getShape());
    assertThat(accuracy(source, clean.images(), clean.labels())).isGreaterThan(0.9);
    assertThat(accuracy(source, perturbed, clean.labels())).isLessThan(0.8);
    assertThat(training.checkpoint().notes()).containsKeys("curve", "sourceAccuracy");
  }

  // Trained on one engine, used on all.
  @Test
  void aCheckpointDoesTheSameOnEveryEngine() {
    List<String> engines = Engines.names();
    MemoryCheckpoint checkpoint;
    try (NDManager manager = Engines.manager(engines.get(engines.size() - 1))) {
      TestTrainingContext training = training(manager, TinyModels.convolutional(manager), BUDGET);
      attack().train(training);
      checkpoint = training.checkpoint();
    }
    float[] first = null;
    for (String engine : engines) {
      try (NDManager manager = Engines.manager(engine)) {
        float[] perturbed = perturb(manager, TinyModels.convolutional(manager), checkpoint);
        if (first == null) {
          first = perturbed;
        } else {
          assertThat(perturbed).containsExactly(first, within(1e-4f));
        }
      }
    }
  }

  // The gradient that a step descends against central differences of the loss itself, the negated
  // mean log odds of the source at the perturbed images, batch statistics included.
  @OnEachEngine
  void aStepDescendsTheGradientOfItsLoss(NDManager manager) {
    for (Norm norm : new Norm[] {Norm.LINF, Norm.L2}) {
      Budget budget = new Budget(norm, norm == Norm.L2 ? 1.5 : 0.2);
      TestTrainingContext context = training(manager, TinyModels.convolutional(manager), budget);
      ImageBatch batch = new TinyImages(12, 5).all(manager);
      try (Perturber perturber =
          Perturber.create(
              generator, 2, TinyImages.SHAPE, budget, TinyImages.CLASSES, manager, 3)) {
        GeneratorTraining training = new GeneratorTraining(context, perturber);
        NDArray input = perturber.input(batch, new Randomness(1, new TinyImages(12, 5).ids()));
        GeneratorTraining.Ascent ascent = training.ascent(batch, input);
        perturber.network().parameterGradients(ascent.loss());

        assertThat(-loss(context, perturber, batch, input))
            .isCloseTo(ascent.logOdds(), within(1e-4));
        double wrong = 0;
        double slopes = 0;
        for (Pair<String, Parameter> entry : perturber.network().parameters()) {
          if (entry.getValue().requiresGradient()) {
            double measured = slope(entry.getValue(), context, perturber, batch, input);
            NDArray gradient = entry.getValue().getArray().getGradient();
            double claimed = gradient.flatten().get(0).getFloat();
            wrong += (measured - claimed) * (measured - claimed);
            slopes += measured * measured;
          }
        }
        assertThat(Math.sqrt(wrong / slopes)).as("%s", norm).isLessThan(0.05);
      }
    }
  }

  // Along the first value of a parameter; so short a way that few kinks of ReLU lie on it.
  private static double slope(
      Parameter parameter,
      TestTrainingContext context,
      Perturber perturber,
      ImageBatch batch,
      NDArray input) {
    double step = 5e-4;
    move(parameter, step);
    double after = loss(context, perturber, batch, input);
    move(parameter, -2 * step);
    double before = loss(context, perturber, batch, input);
    move(parameter, step);
    return (after - before) / (2 * step);
  }

  private static void move(Parameter parameter, double step) {
    NDArray array = parameter.getArray();
    float[] change = new float[(int) array.size()];
    change[0] = (float) step;
    array.addi(array.getManager().create(change, array.getShape()));
  }

  private static double loss(
      TestTrainingContext context, Perturber perturber, ImageBatch batch, NDArray input) {
    NDArray perturbed = perturber.apply(perturber.network().trainingOutput(input), batch.images());
    NDArray logits = context.source().logits(perturbed);
    return -Losses.logOdds(batch.labels(), TinyImages.CLASSES).of(logits).mean().getFloat();
  }
}
