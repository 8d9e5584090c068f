package dev.gauntlet.toolkit.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Randomness;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A randomized defense, differentiated: the loss is the mean of its losses over several draws, and
 * so is its gradient (expectation over transformation; Athalye et al., "Synthesizing robust
 * adversarial examples" and "Obfuscated gradients give a false sense of security", 2018). The
 * logits are averaged too; the loss at averaged logits is another one, which {@link Ensemble}
 * takes.
 *
 * <p>The draws are made once, from (seed, number of the draw), and hold for every image and every
 * call: the answer does not depend on batches or on what was asked before, and the gradient is that
 * of a function, which finite differences can check. The price is that an attack can adapt to these
 * draws in particular; with more of them there is less to gain by that.
 */
public final class ExpectationOverTransformation implements Differentiable {
  private final List<Differentiable> draws;

  /**
   * Draws from the model.
   *
   * @param draws how many, at least 1
   * @param seed the defense's own: that of its model context
   */
  public ExpectationOverTransformation(RandomizedModel model, int draws, long seed) {
    if (draws < 1) {
      throw new GauntletException(
          "expectation over transformation: there must be at least 1 draw, got " + draws);
    }
    List<String> numbers = IntStream.range(0, draws).mapToObj(draw -> "draw-" + draw).toList();
    Randomness random = new Randomness(seed, numbers);
    this.draws =
        IntStream.range(0, draws)
            .mapToObj(draw -> model.drawn(random.generator(draw, "transformation")))
            .toList();
  }

  @Override
  public NDArray logits(NDArray images) {
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray sum = null;
      for (Differentiable draw : draws) {
        sum = add(sum, draw.logits(images), scope);
      }
      NDArray mean = sum.divi(draws.size());
      mean.attach(caller);
      return mean;
    }
  }

  @Override
  public InputGradient inputGradient(NDArray images, LogitLoss loss) {
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray gradient = null;
      NDArray logits = null;
      for (Differentiable draw : draws) {
        InputGradient one = draw.inputGradient(images, loss);
        gradient = add(gradient, one.gradient(), scope);
        logits = add(logits, one.logits(), scope);
      }
      gradient.divi(draws.size()).attach(caller);
      logits.divi(draws.size()).attach(caller);
      return new InputGradient(gradient, logits);
    }
  }

  private static NDArray add(NDArray sum, NDArray next, NDManager scope) {
    next.attach(scope);
    return sum == null ? next : sum.addi(next);
  }
}
