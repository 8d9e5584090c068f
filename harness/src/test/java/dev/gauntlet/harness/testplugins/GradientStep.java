package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import java.util.List;
import java.util.Set;

/** One signed gradient step: against the label, or towards the target. */
public class GradientStep implements Attack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "gradient-step",
        "Gradient step",
        "Moves every pixel by epsilon in the direction of the gradient.",
        Citation.of("Gauntlet's own tests"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(Parameter.number("share", 1, 0, 2, "Of epsilon that the step takes.")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    NDManager manager = images.getManager();
    NDArray aim = context.targets().orElse(labels);
    float direction = context.targets().isPresent() ? 1 : -1;
    float step = (float) (context.budget().epsilon() * context.parameters().number("share"));
    try (InputGradient at =
        context
            .source()
            .inputGradient(
                images,
                logits ->
                    logits
                        .mul(aim.oneHot((int) logits.getShape().get(1)))
                        .sum(new int[] {1})
                        .sub(logits.mean(new int[] {1})))) {
      NDArray moved = images.add(at.gradient().sign().mul(direction * step)).clip(0f, 1f);
      moved.attach(manager);
      return moved;
    }
  }
}
