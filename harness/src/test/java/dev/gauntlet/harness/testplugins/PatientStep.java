package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import java.util.List;
import java.util.Set;

/** A gradient step that takes its time. */
public class PatientStep extends GradientStep {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "patient-step",
        "Patient step",
        "Moves every pixel by epsilon in the direction of the gradient, slowly.",
        Citation.of("Gauntlet's own tests"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.number("share", 1, 0, 2, "Of epsilon that the step takes."),
            Parameter.integer("milliseconds", 0, 0, 10_000, "Per batch.")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    sleep(context.parameters().integer("milliseconds"));
    return super.perturb(context, images, labels);
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
