package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.generators.Generator;
import dev.gauntlet.toolkit.generators.Perturber;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import dev.gauntlet.toolkit.training.AdamStep;
import dev.gauntlet.toolkit.training.Learner;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.PgdExamples;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the three defenses share; they differ in the generator that the classifier plays against.
 */
abstract class AdversarialNetwork implements Defense {
  private static final String K = "k";
  private static final String EPSILON = "epsilon";
  private static final double CLASSIFIER_BETA1 = 0.9;
  private static final double GENERATOR_BETA1 = 0.5;
  private static final int PGD_STEPS = 10;

  private final Generator generator;
  private final int epochs;

  /** A defense that trains for so many epochs by default. */
  AdversarialNetwork(Generator generator, int epochs) {
    this.generator = generator;
    this.epochs = epochs;
  }

  final DefenseDescriptor descriptor(String id, String title, String description) {
    return new DefenseDescriptor(
        id,
        title,
        description,
        Citation.of(
            "A direct approach to robust deep learning using adversarial networks. ICLR 2019 submission"),
        Architecture.ids(),
        TrainingParameters.with(
            epochs,
            64,
            2e-3,
            Stream.concat(
                    Stream.of(
                        Parameter.integer(
                            K, 8, 1, 1024, "width k of the generator; the paper uses 8 and 64"),
                        Parameter.number(
                                EPSILON,
                                0.3,
                                0,
                                1,
                                "L∞ radius ε of the generator's perturbations, in [0, 1] pixel units")
                            .on("fashion-mnist", 0.1)
                            .on("cifar10", "8/255")),
                    Rules.parameters().stream())
                .toArray(Parameter[]::new)),
        List.of(),
        false,
        false);
  }

  @Override
  public final void train(TrainingContext context) {
    ModelContext model = context.model();
    Parameters parameters = context.parameters();
    try (Network classifier = Classifier.untrained(model);
        Perturber perturber =
            Perturber.create(
                generator,
                parameters.integer(K),
                model.imageShape(),
                new Budget(Norm.LINF, parameters.number(EPSILON)),
                model.classes(),
                model.manager(),
                model.seed())) {
      Training training = fit(context, classifier, perturber);
      training.save(classifier, context.checkpoint());
      perturber.save(context.checkpoint());
    }
  }

  private static Training fit(TrainingContext context, Network classifier, Perturber perturber) {
    double decay = context.parameters().number(TrainingParameters.WEIGHT_DECAY);
    Learner judged = new Learner("network", new AdamStep(classifier, CLASSIFIER_BETA1, decay));
    Learner opponent =
        new Learner("generator", new AdamStep(perturber.network(), GENERATOR_BETA1, 0));
    Game game =
        new Game(
            judged.optimizer(), opponent.optimizer(), perturber, Rules.of(context.parameters()));
    return new TrainingLoop(context, List.of(judged, opponent))
        .runSteps(game, measures(context, perturber));
  }

  // The generator of an early epoch is weak, so accuracies under it tell nothing about which epoch
  // is best; PGD as in the paper's tables is the same for all.
  private static Measures measures(TrainingContext context, Perturber perturber) {
    double epsilon = perturber.budget().epsilon();
    PgdExamples pgd = new PgdExamples(epsilon, PGD_STEPS, epsilon / 4, 0);
    int classes = perturber.classes();
    return Measures.robust(network -> pgd.robustAccuracy(network, context.validation(), classes))
        .watching(
            "generatorAccuracy",
            network ->
                new GeneratorExamples(perturber)
                    .robustAccuracy(network, context.validation(), classes));
  }

  @Override
  public final DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    return Classifier.restore(checkpoint, context);
  }
}
