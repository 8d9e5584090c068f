package dev.gauntlet.plugins.adversarialnetworks;

import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.toolkit.generators.Perturber;
import dev.gauntlet.toolkit.training.Accuracy;
import dev.gauntlet.toolkit.training.IfgsmExamples;
import dev.gauntlet.toolkit.training.Labels;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.PgdExamples;
import java.util.stream.IntStream;

/** Trial. */
final class Held {
  static Measures out(TrainingContext context, Perturber perturber) {
    int classes = context.model().classes();
    double epsilon = perturber.budget().epsilon();
    IfgsmExamples fgsm = new IfgsmExamples(epsilon, 1, 0, Labels.HARD);
    PgdExamples pgd = new PgdExamples(epsilon, 10, epsilon / 4, 0);
    return Measures.CLEAN
        .watching(
            "generatorAccuracy",
            network ->
                Accuracy.of(
                    network,
                    context.validation(),
                    1000,
                    (batch, first) ->
                        perturber.perturb(
                            batch,
                            new Randomness(
                                0,
                                IntStream.range(first, first + (int) batch.labels().size())
                                    .mapToObj(Integer::toString)
                                    .toList()))))
        .watching(
            "fgsmAccuracy", network -> fgsm.robustAccuracy(network, context.validation(), classes))
        .watching(
            "pgd10Accuracy", network -> pgd.robustAccuracy(network, context.validation(), classes));
  }
}
