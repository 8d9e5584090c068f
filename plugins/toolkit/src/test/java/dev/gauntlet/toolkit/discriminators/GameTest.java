package dev.gauntlet.toolkit.discriminators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.Quadrants;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.training.AdamStep;
import dev.gauntlet.toolkit.training.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Clean logits (1, 2, 4) and (0, −1, 3) of labels 1 and 2: cross-entropies 2.1698460 and 0.0658839;
 * perturbed ones (2, 2, 4) and (0, 1, 1): 2.2395448 and 0.8619948. The verdicts are the first
 * logits, 1 and 0, and 2 and 0: −log q_D(clean) is log(1 + e) and log 2, −log q_D(perturbed) is
 * log(1 + e⁻²) and log 2.
 */
class GameTest {
  private static final double MISTAKES = (2.1698460 + 0.0658839 + 2.2395448 + 0.8619948) / 4;
  private static final double SEEN_IN_CLEAN = (Math.log1p(Math.E) + Math.log(2)) / 2;
  private static final double SEEN_IN_PERTURBED = (Math.log1p(Math.exp(-2)) + Math.log(2)) / 2;

  /** A turn with images that are perturbed by inversion. */
  private static final Perturbation INVERSION =
      (classifier, batch, step) -> batch.images().neg().addi(1);

  private static Game game(
      Network classifier, Discriminator discriminator, Penalty penalty, float gamma, int steps) {
    return new Game(
        new AdamStep(classifier, 0.9, 0),
        new AdamStep(discriminator.network(), 0.9, 0),
        INVERSION,
        new GameRules(penalty, gamma, steps, 2),
        Networks.CLASSES);
  }

  private static double lossByHand(NDManager manager, Penalty penalty, float gamma) {
    try (Network classifier = Networks.linear(manager, 1);
        Discriminator discriminator = FirstLogit.discriminator(manager)) {
      LogitLoss crossEntropy = Losses.crossEntropy(manager.create(new long[] {1, 2}), 3);
      NDArray clean = manager.create(new float[] {1, 2, 4, 0, -1, 3}, new Shape(2, 3));
      NDArray perturbed = manager.create(new float[] {2, 2, 4, 0, 1, 1}, new Shape(2, 3));
      return game(classifier, discriminator, penalty, gamma, 1)
          .classifierLoss(clean, perturbed, crossEntropy)
          .getFloat();
    }
  }

  @OnEachEngine
  void withoutGammaTheClassifiersLossIsTheMeanOfBothCrossEntropies(NDManager manager) {
    assertThat(lossByHand(manager, Penalty.ALL, 0)).isCloseTo(MISTAKES, within(1e-5));
    assertThat(lossByHand(manager, Penalty.PERTURBED, 0)).isCloseTo(MISTAKES, within(1e-5));
  }

  @OnEachEngine
  void v1SubtractsWhatIsHiddenInAllLogits(NDManager manager) {
    double hidden = (SEEN_IN_CLEAN + SEEN_IN_PERTURBED) / 2;

    assertThat(lossByHand(manager, Penalty.ALL, 3)).isCloseTo(MISTAKES - 3 * hidden, within(1e-5));
  }

  @OnEachEngine
  void v2SubtractsWhatIsHiddenInPerturbedLogits(NDManager manager) {
    assertThat(lossByHand(manager, Penalty.PERTURBED, 3))
        .isCloseTo(MISTAKES - 3 * SEEN_IN_PERTURBED, within(1e-5));
  }

  @OnEachEngine
  void stepsOfTheDiscriminatorReachNothingOfTheClassifier(NDManager manager) {
    try (Network classifier = Networks.convolutional(manager, 1);
        Discriminator discriminator = Discriminator.untrained(FirstLogit.model(manager))) {
      ImageBatch batch = batch(manager);
      List<float[]> fixed = values(classifier);
      List<float[]> before = values(discriminator.network());
      double loss = sourceLoss(classifier, discriminator, batch);

      game(classifier, discriminator, Penalty.ALL, 1, 20)
          .trainDiscriminator(batch.images(), inverted(batch), 0.01);

      assertThat(values(classifier)).usingRecursiveComparison().isEqualTo(fixed);
      assertThat(classifier.parameters())
          .as("parameters that a gradient reached")
          .noneMatch(entry -> entry.getValue().getArray().hasGradient());
      assertThat(values(discriminator.network())).usingRecursiveComparison().isNotEqualTo(before);
      assertThat(sourceLoss(classifier, discriminator, batch)).isLessThan(loss / 2);
    }
  }

  @OnEachEngine
  void aStepOfTheClassifierLeavesTheDiscriminatorAsItIs(NDManager manager) {
    try (Network classifier = Networks.convolutional(manager, 1);
        Discriminator discriminator = Discriminator.untrained(FirstLogit.model(manager))) {
      ImageBatch batch = batch(manager);
      Game game = game(classifier, discriminator, Penalty.ALL, 1, 20);
      game.trainDiscriminator(batch.images(), inverted(batch), 0.01);
      List<float[]> fixed = values(discriminator.network());
      List<float[]> before = values(classifier);

      game.trainClassifier(batch, inverted(batch), 0.01);

      assertThat(values(discriminator.network())).usingRecursiveComparison().isEqualTo(fixed);
      assertThat(discriminator.network().parameters())
          .as("parameters that a gradient reaches")
          .noneMatch(entry -> entry.getValue().requiresGradient());
      assertThat(values(classifier)).usingRecursiveComparison().isNotEqualTo(before);
    }
  }

  // Else the classifier would never learn what the discriminator looks at.
  @OnEachEngine
  void theClassifiersGradientGoesThroughTheDiscriminator(NDManager manager) {
    for (Penalty penalty : Penalty.values()) {
      try (Network classifier = Networks.linear(manager, 1);
          Discriminator discriminator = FirstLogit.discriminator(manager)) {
        ImageBatch batch = batch(manager);
        Game game = game(classifier, discriminator, penalty, 5, 1);
        classifier.parameterGradients(() -> loss(game, classifier, batch));
        NDArray bias = classifier.parameters().get(1).getValue().getArray();
        float[] gradient = bias.getGradient().toFloatArray();

        float[] expected = new float[3];
        for (int i = 0; i < 3; i++) {
          float[] ahead = new float[3];
          ahead[i] = 0.05f;
          bias.addi(manager.create(ahead));
          double above = loss(game, classifier, batch).getFloat();
          bias.subi(manager.create(ahead).mul(2));
          double below = loss(game, classifier, batch).getFloat();
          bias.addi(manager.create(ahead));
          expected[i] = (float) ((above - below) / 0.1);
        }
        assertThat(gradient).as("%s", penalty).containsExactly(expected, within(2e-3f));
      }
    }
  }

  @OnEachEngine
  void aTurnTrainsTheDiscriminatorFirst(NDManager manager) {
    try (Network classifier = Networks.convolutional(manager, 1);
        Network same = Networks.convolutional(manager, 1);
        Discriminator discriminator = Discriminator.untrained(FirstLogit.model(manager));
        Discriminator equal = Discriminator.untrained(FirstLogit.model(manager))) {
      ImageBatch batch = batch(manager);
      Game byHand = game(same, equal, Penalty.PERTURBED, 2, 3);
      byHand.trainDiscriminator(batch.images(), inverted(batch), 0.01);
      double expected = byHand.trainClassifier(batch, inverted(batch), 0.01);

      double loss =
          game(classifier, discriminator, Penalty.PERTURBED, 2, 3)
              .take(batch, new TrainingStep(0, 1, new Randomness(1, List.of())), 0.01);

      assertThat(loss).isEqualTo(expected);
      assertThat(values(classifier)).usingRecursiveComparison().isEqualTo(values(same));
    }
  }

  @OnEachEngine
  void aClassifierThatHidesNothingIsSeenThroughOnHeldOutImages(NDManager manager) {
    try (Network classifier = Networks.convolutional(manager, 1);
        Discriminator discriminator = Discriminator.untrained(FirstLogit.model(manager))) {
      ImageBatch batch = batch(manager);

      game(classifier, discriminator, Penalty.ALL, 1, 100)
          .trainDiscriminator(batch.images(), inverted(batch), 0.01);

      assertThat(SourceAccuracy.of(classifier, discriminator, INVERSION, new Quadrants(130, 1000)))
          .isGreaterThan(0.9);
      // Where both are the same image, one answer of two is right.
      assertThat(
              SourceAccuracy.of(
                  classifier,
                  discriminator,
                  (network, images, step) -> images.images().duplicate(),
                  new Quadrants(130, 1000)))
          .isEqualTo(0.5);
    }
  }

  private static ImageBatch batch(NDManager manager) {
    return new Quadrants(30, 0).batch(manager, IntStream.range(0, 30).toArray());
  }

  private static NDArray inverted(ImageBatch batch) {
    return batch.images().neg().addi(1);
  }

  private static NDArray loss(Game game, Network classifier, ImageBatch batch) {
    return game.classifierLoss(
        classifier.trainingLogits(batch.images()),
        classifier.trainingLogits(inverted(batch)),
        Losses.crossEntropy(batch.labels(), Networks.CLASSES));
  }

  private static double sourceLoss(
      Network classifier, Discriminator discriminator, ImageBatch batch) {
    return SourceLoss.ofBoth(
            discriminator.network().logits(classifier.logits(batch.images())),
            discriminator.network().logits(classifier.logits(inverted(batch))))
        .getFloat();
  }

  private static List<float[]> values(Network network) {
    List<float[]> values = new ArrayList<>();
    network.parameters().forEach(entry -> values.add(entry.getValue().getArray().toFloatArray()));
    return values;
  }
}
