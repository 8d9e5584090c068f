package dev.gauntlet.plugins.spsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.projections.Ball;

/**
 * The climb of one image: x ← Π(x + Adam(ĝ)), where ĝ is the mean over random sign vectors v of the
 * slope between x − δv and x + δv.
 *
 * @param steps at most
 * @param directions n per step
 * @param delta δ
 * @param rate Adam's
 */
record SpsaClimb(int steps, int directions, double delta, double rate) {
  /**
   * Climbs until the image is done, the steps are, or the questions.
   *
   * @param clean (1,C,H,W)
   * @return the image with the largest margin among those asked about, (1,C,H,W), in the manager of
   *     {@code clean}; without a single question the clean one
   */
  NDArray run(NDArray clean, MarginQuestions questions, Ball ball, Randomness random) {
    NDManager scope = clean.getManager();
    Adam adam = new Adam(scope, clean.getShape(), rate);
    NDArray best = clean;
    double highest = Double.NEGATIVE_INFINITY;
    NDArray current = clean;
    for (int step = 0; questions.left() > 0; step++) {
      MarginQuestions.Answer answer = questions.ask(current);
      if (answer.margin() > highest) {
        best = current;
        highest = answer.margin();
      }
      int affordable = (int) Math.min(directions, (questions.left() - 1) / 2);
      if (answer.done() || step == steps || affordable < 1) {
        break;
      }
      try (NDManager local = scope.newSubManager()) {
        NDArray signs = signs(random, step, affordable, clean.getShape(), local);
        NDArray gradient = estimate(current, signs, questions);
        NDArray moved = adam.step(gradient, local).addi(current);
        current = ball.project(moved);
        current.attach(scope);
      }
    }
    return best;
  }

  /**
   * The measured gradient of the margin. Each pixel's slope is over the way that was really gone:
   * at the ends of the pixel range one side is cut.
   *
   * @param image (1,C,H,W)
   * @param signs (M,C,H,W); its manager owns the result
   * @return (1,C,H,W)
   */
  NDArray estimate(NDArray image, NDArray signs, MarginQuestions questions) {
    int count = Math.toIntExact(signs.getShape().get(0));
    NDManager scope = signs.getManager();
    NDArray ahead = signs.mul(delta).addi(image).clip(0, 1);
    NDArray behind = signs.mul(-delta).addi(image).clip(0, 1);
    float[] margins = questions.margins(ahead.concat(behind), scope);
    float[] rises = new float[count];
    for (int i = 0; i < count; i++) {
      rises[i] = margins[i] - margins[count + i];
    }
    NDArray rise = scope.create(rises, new Shape(count, 1, 1, 1));
    return ahead.sub(behind).pow(-1).mul(rise).mean(new int[] {0}, true);
  }

  private static NDArray signs(
      Randomness random, int step, int count, Shape image, NDManager scope) {
    Shape each = new Shape(count).addAll(image.slice(1));
    return random.signs(scope, "spsa-directions-" + step, each).squeeze(0);
  }
}
