package dev.gauntlet.plugins.ensembleadversarialtraining;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;
import dev.gauntlet.toolkit.training.Accuracy;
import dev.gauntlet.toolkit.training.TrainingStep;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * L∞ examples made on finished models, the sources, which the training leaves as they are
 * (adversarial-networks paper, section 4.4). Every pair of a source and an attack is used in turn,
 * one a step, so that all of them get the same share of the training.
 */
final class StaticExamples {
  /**
   * What is done to a source. All climb log odds, which rise and fall with the cross-entropy at
   * every image but keep their gradient where the source is sure.
   */
  enum Attack {
    /** One step away from the class the source predicts: the true one would leak into training. */
    FGSM_PREDICTED,
    /** One step towards the class that the source finds least likely (equation 8). */
    FGSM_LEAST_LIKELY,
    /** Several steps away from the label, from a random start (equation 7). */
    PGD
  }

  private record Turn(Network source, Attack attack) {}

  private static final String EPSILON = "epsilon";
  private static final String STEPS = "attack_steps";
  private static final String STEP_SIZE = "attack_step_size";

  private static final int HELD_OUT = 1000;
  private static final long HELD_OUT_SEED = 0;

  private final List<Turn> turns;
  private final double epsilon;
  private final SteepestAscent fgsm;
  private final SteepestAscent pgd;
  private final int classes;

  /**
   * Examples on at least one source.
   *
   * @param sources networks (N,C,H,W) → (N,classes); the caller closes them
   * @param parameters those of {@link #parameters}
   */
  StaticExamples(List<Network> sources, Parameters parameters, int classes) {
    if (sources.isEmpty()) {
      throw new GauntletException("static examples need at least one source, got none");
    }
    this.turns =
        sources.stream()
            .flatMap(source -> Arrays.stream(Attack.values()).map(each -> new Turn(source, each)))
            .toList();
    this.epsilon = parameters.number(EPSILON);
    this.fgsm = new SteepestAscent(1, epsilon);
    this.pgd = new SteepestAscent(parameters.integer(STEPS), parameters.number(STEP_SIZE));
    this.classes = classes;
  }

  /**
   * Radius and PGD: the paper's for MNIST, and for other data sets the radius that the other
   * adversarial trainings have there, with a quarter of it as the step.
   */
  static List<Parameter> parameters() {
    return List.of(
        Parameter.number(
                EPSILON, 0.3, 0, 1, "L∞ radius ε of the examples trained on, in [0, 1] pixel units")
            .on("fashion-mnist", 0.1)
            .on("cifar10", "8/255"),
        Parameter.integer(STEPS, 10, 1, 1000, "steps k of the PGD on the static source"),
        Parameter.number(
                STEP_SIZE,
                0.075,
                0,
                1,
                "step size a of the PGD on the static source, in [0, 1] pixel units; the paper's is ε/4")
            .on("fashion-mnist", 0.025)
            .on("cifar10", "2/255"));
  }

  /**
   * The examples for one training step, by the source and the attack whose turn it is.
   *
   * @return (B,C,H,W) in the batch's manager
   */
  NDArray make(ImageBatch clean, TrainingStep step) {
    Turn turn = turns.get((int) (step.number() % turns.size()));
    return make(turn.source(), turn.attack(), clean, step.random());
  }

  /** The examples of one attack on one source, (B,C,H,W) in the batch's manager. */
  NDArray make(Network source, Attack attack, ImageBatch clean, Randomness random) {
    NDArray images = clean.images();
    Ball ball = Ball.around(images, new Budget(Norm.LINF, epsilon));
    return switch (attack) {
      case FGSM_PREDICTED ->
          fgsm.climb(
              source, logits -> Losses.logOdds(logits.argMax(1), classes).of(logits), ball, images);
      case FGSM_LEAST_LIKELY ->
          fgsm.climb(
              source,
              logits -> Losses.negated(Losses.logOdds(logits.argMin(1), classes)).of(logits),
              ball,
              images);
      case PGD ->
          pgd.climb(
              source,
              Losses.logOdds(clean.labels(), classes),
              ball,
              ball.randomStart(random, "static-start"));
    };
  }

  /**
   * Accuracy on the first 1,000 held-out images under these examples, averaged over all pairs of a
   * source and an attack; the same random starts every time.
   */
  double accuracy(Network trained, TrainingImages images) {
    return turns.stream()
        .mapToDouble(
            turn ->
                Accuracy.of(
                    trained,
                    images,
                    HELD_OUT,
                    (batch, first) ->
                        make(turn.source(), turn.attack(), batch, heldOut(batch, first))))
        .average()
        .orElseThrow();
  }

  private static Randomness heldOut(ImageBatch batch, int first) {
    int end = first + (int) batch.labels().size();
    return new Randomness(
        HELD_OUT_SEED, IntStream.range(first, end).mapToObj(Integer::toString).toList());
  }
}
