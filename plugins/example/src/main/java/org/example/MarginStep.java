package org.example;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.*;
import dev.gauntlet.toolkit.attacks.*;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** One step along the gradient of the margin between the best wrong class and the right one. */
@Extension
public final class MarginStep implements Attack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "margin-step",
        "Margin step",
        "One step of size ε along the sign of the margin's gradient.",
        Citation.of("My team, 2026"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED),
        List.of(),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          LogitLoss margin = Losses.margin(labels, context.classes());
          Ball ball = Ball.around(clean, context.budget());
          SteepestAscent step = new SteepestAscent(1, context.budget().epsilon());
          return step.climb(context.source(), margin, ball, clean);
        });
  }
}
