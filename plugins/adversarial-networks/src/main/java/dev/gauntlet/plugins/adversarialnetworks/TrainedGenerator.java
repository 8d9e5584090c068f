package dev.gauntlet.plugins.adversarialnetworks;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.generators.Perturber;
import java.util.List;
import java.util.Set;

/**
 * A generator that an adversarial network left behind, as an attack on any model.
 *
 * @param defense the id of the adversarial network
 */
record TrainedGenerator(String defense) {
  private static final String ROLE = "generator";

  AttackDescriptor descriptor(String id, String title) {
    return new AttackDescriptor(
        id,
        title,
        "One pass of the generator that was trained along with the defense '"
            + defense
            + "'; it asks nothing of the model that it attacks.",
        Citation.of(
            "A direct approach to robust deep learning using adversarial networks. ICLR 2019 submission"),
        Knowledge.NONE,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED),
        List.of(),
        List.of(CheckpointNeed.of(ROLE, defense)));
  }

  NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          try (Perturber perturber =
              Perturber.restore(
                  context.checkpoint(ROLE),
                  clean.getShape().slice(1),
                  context.budget(),
                  context.classes(),
                  clean.getManager())) {
            return perturber.perturb(new ImageBatch(clean, labels), context.random());
          }
        });
  }
}
