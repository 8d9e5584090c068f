package dev.gauntlet.plugins.hopskipjump;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.batches.Rows;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/**
 * HopSkipJump: looks for the adversarial image nearest to the clean one, and is told labels only.
 * What it finds outside the budget is projected into it.
 */
@Extension
public final class HopSkipJump implements Attack {
  private static final String STEPS = "steps";
  private static final String INITIAL_DIRECTIONS = "initial_directions";
  private static final String MAXIMUM_DIRECTIONS = "maximum_directions";
  private static final String INITIAL_TRIES = "initial_tries";
  private static final String MINIMIZE = "minimize";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "hopskipjump",
        "HopSkipJump",
        "Walks along the decision boundary towards the clean image, from labels alone; use it where a defense shows"
            + " neither gradients nor scores.",
        new Citation(
            "Chen, Jordan, Wainwright: HopSkipJumpAttack: a query-efficient decision-based attack. IEEE S&P 2020",
            "https://arxiv.org/abs/1904.02144"),
        Knowledge.DECISIONS,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(
                STEPS, 64, 0, 100_000, "number of steps at most; the quota may end them earlier"),
            Parameter.integer(
                INITIAL_DIRECTIONS,
                100,
                1,
                100_000,
                "random directions B of the first step; step t has B√t"),
            Parameter.integer(
                MAXIMUM_DIRECTIONS, 10_000, 1, 1_000_000, "random directions per step at most"),
            Parameter.integer(
                INITIAL_TRIES,
                100,
                1,
                100_000,
                "random images to try for a start; where none is adversarial the image stays clean"),
            Parameter.flag(
                MINIMIZE,
                true,
                "go on to the smallest perturbation; if false, an image inside the budget stops where success is final")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    BoundaryWalk walk =
        new BoundaryWalk(
            Metric.of(context.budget().norm()),
            context.parameters().integer(STEPS),
            context.parameters().integer(INITIAL_DIRECTIONS),
            context.parameters().integer(MAXIMUM_DIRECTIONS),
            context.parameters().integer(INITIAL_TRIES),
            context.successIsFinal() && !context.parameters().flag(MINIMIZE)
                ? context.budget().epsilon()
                : 0,
            context.eightBitPixels() ? Optional.of(context.budget()) : Optional.empty());
    return InScope.run(images, clean -> perturb(context, clean, labels, walk));
  }

  private static NDArray perturb(
      AttackContext context, NDArray clean, NDArray labels, BoundaryWalk walk) {
    NDManager scope = clean.getManager();
    float[] pixels = clean.toFloatArray();
    int count = Math.toIntExact(clean.getShape().get(0));
    int each = pixels.length / count;
    float[] found = new float[pixels.length];
    boolean[] outside = new boolean[count];
    for (int row = 0; row < count; row++) {
      float[] image = Arrays.copyOfRange(pixels, row * each, (row + 1) * each);
      float[] nearest =
          walk.run(
              image,
              new Questions(context, labels, row, clean.getShape().slice(1), scope),
              new Draws(context.random().select(new int[] {row}), each, scope));
      System.arraycopy(nearest, 0, found, row * each, each);
      outside[row] = walk.metric().distance(image, nearest) > context.budget().epsilon();
      if (nearest != image && !outside[row]) {
        NDArray single = scope.create(nearest, new Shape(1).addAll(clean.getShape().slice(1)));
        context.reportAdversarial(single, new int[] {row});
      }
    }
    NDArray perturbed = scope.create(found, clean.getShape());
    // Those inside stay as they are to the last bit: they lie next to the boundary.
    int[] rows = Rows.where(outside, true);
    if (rows.length == 0) {
      return perturbed;
    }
    Ball ball = Ball.around(clean, context.budget()).select(rows, scope);
    return Rows.replace(perturbed, rows, ball.project(Rows.select(perturbed, rows)));
  }
}
