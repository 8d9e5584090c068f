package dev.gauntlet.plugins.pgd;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Projected gradient descent: BIM from a uniform random start in the ball, r times; each image
 * keeps the restart with the highest loss.
 */
@Extension
public final class Pgd implements Attack {
  private static final String STEPS = "steps";
  private static final String STEP_SIZE = "step_size";
  private static final String RANDOM_START = "random_start";
  private static final String RESTARTS = "restarts";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "pgd",
        "PGD",
        "Gradient steps from random starts, projected into the budget after each; the usual first white-box test.",
        new Citation(
            "Madry, Makelov, Schmidt, Tsipras, Vladu: Towards deep learning models resistant to adversarial attacks. ICLR"
                + " 2018",
            "https://arxiv.org/abs/1706.06083"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(STEPS, 40, 1, 100_000, "number of steps k").on("cifar10", 20),
            Parameter.number(STEP_SIZE, 0.01, 0, 100, "step size a, in the budget's unit")
                .on("cifar10", "2/255"),
            Parameter.flag(
                RANDOM_START,
                true,
                "start at a uniform random image of the ball instead of the clean one"),
            Parameter.integer(RESTARTS, 1, 1, 1000, "number of random starts r")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean ->
            new RandomRestarts(
                    new SteepestAscent(
                        context.parameters().integer(STEPS),
                        context.parameters().number(STEP_SIZE)),
                    context.parameters().flag(RANDOM_START),
                    context.parameters().integer(RESTARTS))
                .run(context, clean, Objective.of(context, labels)));
  }
}
