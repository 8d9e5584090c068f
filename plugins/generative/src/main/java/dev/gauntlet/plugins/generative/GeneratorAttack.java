package dev.gauntlet.plugins.generative;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.AttackTrainingContext;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.generators.Generator;
import dev.gauntlet.toolkit.generators.Perturber;
import java.util.List;
import java.util.Set;

/** What the three attacks share; they differ in the generator. */
record GeneratorAttack(Generator generator) {
  private static final String K = "k";

  AttackDescriptor descriptor(String id, String title, String description) {
    return new AttackDescriptor(
        id,
        title,
        description,
        Citation.of(
            "A direct approach to robust deep learning using adversarial networks. ICLR 2019 submission, section 4.5"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED),
        GeneratorTraining.parameters(
            Parameter.integer(K, 8, 1, 1024, "width k of the generator; the paper uses 8 and 64")),
        List.of());
  }

  void train(AttackTrainingContext context) {
    ModelContext model = context.model();
    try (Perturber perturber =
        Perturber.create(
            generator,
            context.parameters().integer(K),
            model.imageShape(),
            context.budget(),
            model.classes(),
            model.manager(),
            model.seed())) {
      new GeneratorTraining(context, perturber).run();
    }
  }

  NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    Differentiable source = context.source();
    Objective objective = Objective.of(context, labels);
    return InScope.run(
        images,
        clean -> {
          NDArray perturbed = generate(context, new ImageBatch(clean, labels));
          if (!objective.stops()) {
            return perturbed;
          }
          // What the source gets wrong by itself must not be set right.
          int[] wrong = Rows.where(objective.reached(source.logits(clean)), true);
          return wrong.length == 0
              ? perturbed
              : Rows.replace(perturbed, wrong, Rows.select(clean, wrong));
        });
  }

  private static NDArray generate(AttackContext context, ImageBatch batch) {
    try (Perturber perturber =
        Perturber.restore(
            context.checkpoint(TrainableAttack.OWN_CHECKPOINT),
            batch.images().getShape().slice(1),
            context.budget(),
            context.classes(),
            batch.images().getManager())) {
      return perturber.perturb(batch, context.random());
    }
  }
}
