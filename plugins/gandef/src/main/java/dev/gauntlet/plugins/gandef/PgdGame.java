package dev.gauntlet.plugins.gandef;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.discriminators.GameDefense;
import dev.gauntlet.toolkit.discriminators.GameRules;
import dev.gauntlet.toolkit.discriminators.Penalty;
import dev.gauntlet.toolkit.discriminators.Perturbation;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.PgdExamples;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import java.util.stream.Stream;

/** The game on PGD examples, for whichever logits the classifier must hide their source in. */
abstract class PgdGame extends GameDefense {
  static final Citation CITATION =
      Citation.of(
          "Liu, Khalil, Khreishah: GanDef: a GAN based adversarial training defense for neural network classifier. 2019");

  private final Penalty penalty;

  PgdGame(Penalty penalty) {
    this.penalty = penalty;
  }

  /**
   * What a suite may set.
   *
   * @param epochs the default
   */
  static List<Parameter> parameters(int epochs) {
    return TrainingParameters.with(
        epochs,
        50,
        2e-3,
        Stream.concat(
                GameRules.parameters(0.5).stream(), PgdExamples.parameters(7, 0.075, 1000).stream())
            .toArray(Parameter[]::new));
  }

  @Override
  protected GameRules rules(TrainingContext context) {
    return GameRules.of(penalty, context.parameters());
  }

  @Override
  protected Perturbation perturbation(TrainingContext context) {
    PgdExamples examples = PgdExamples.of(context.parameters());
    int classes = context.model().classes();
    return (classifier, batch, step) -> examples.make(classifier, batch, step, classes);
  }

  @Override
  protected Measures measures(TrainingContext context) {
    PgdExamples examples = PgdExamples.of(context.parameters());
    int classes = context.model().classes();
    return Measures.robust(
        trained -> examples.robustAccuracy(trained, context.validation(), classes));
  }
}
