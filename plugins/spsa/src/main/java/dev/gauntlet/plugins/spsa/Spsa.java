package dev.gauntlet.plugins.spsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Simultaneous perturbation stochastic approximation: climbs the margin with Adam on a gradient
 * measured by asking for scores on both sides of the image along random directions.
 */
@Extension
public final class Spsa implements Attack {
  private static final String STEPS = "steps";
  private static final String DIRECTIONS = "directions";
  private static final String DELTA = "delta";
  private static final String LEARNING_RATE = "learning_rate";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "spsa",
        "SPSA",
        "Adam on a gradient measured from scores along random directions; use it where gradients are missing or may be"
            + " masked.",
        new Citation(
            "Uesato, O'Donoghue, van den Oord, Kohli: Adversarial risk and the dangers of evaluating against weak"
                + " attacks. ICML 2018",
            "https://arxiv.org/abs/1802.05666"),
        Knowledge.SCORES,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(
                STEPS, 100, 1, 100_000, "number of steps at most; the quota may end them earlier"),
            Parameter.integer(
                DIRECTIONS, 32, 1, 100_000, "random directions n per step, two questions each"),
            Parameter.number(
                DELTA, 0.01, 1e-4, 0.5, "how far δ to each side of the image slopes are measured"),
            Parameter.number(
                LEARNING_RATE, 0.01, 0, 1, "Adam's rate: the change of a pixel in the first step")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    Parameters parameters = context.parameters();
    SpsaClimb climb =
        new SpsaClimb(
            parameters.integer(STEPS),
            parameters.integer(DIRECTIONS),
            parameters.number(DELTA),
            parameters.number(LEARNING_RATE));
    Objective objective = Objective.of(context, labels);
    return InScope.run(
        images,
        clean -> {
          Ball ball = Ball.around(clean, context.budget());
          NDManager scope = clean.getManager();
          NDList perturbed = new NDList();
          // One by one: an image has directions enough of its own to fill a batch.
          for (int row : Rows.all(Math.toIntExact(clean.getShape().get(0)))) {
            try (NDManager local = scope.newSubManager()) {
              int[] rows = {row};
              NDArray best =
                  climb.run(
                      Rows.select(clean, rows, local),
                      new MarginQuestions(context, labels, row, objective.select(rows, local)),
                      ball.select(rows, local),
                      context.random().select(rows));
              best.attach(scope);
              perturbed.add(best);
            }
          }
          return NDArrays.concat(perturbed);
        });
  }
}
