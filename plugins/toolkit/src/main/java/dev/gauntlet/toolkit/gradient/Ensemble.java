package dev.gauntlet.toolkit.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import java.util.List;

/**
 * Several models attacked as one: their logits are averaged (HGD paper, section 5.1). The members
 * need not share an implementation: the chain rule takes the loss's gradient at the averaged logits
 * back through each of them.
 */
public final class Ensemble implements Differentiable {
  private final List<Differentiable> members;

  /** Averages the logits of at least one member. */
  public Ensemble(List<Differentiable> members) {
    if (members.isEmpty()) {
      throw new GauntletException("an ensemble needs at least one model");
    }
    this.members = List.copyOf(members);
  }

  /** The only member itself, or the ensemble of several. */
  public static Differentiable of(List<Differentiable> members) {
    return members.size() == 1 ? members.get(0) : new Ensemble(members);
  }

  @Override
  public NDArray logits(NDArray images) {
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray mean = mean(images, scope);
      mean.attach(caller);
      return mean;
    }
  }

  @Override
  public InputGradient inputGradient(NDArray images, LogitLoss loss) {
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray mean = mean(images, scope);
      NDArray weights = logitGradient(mean, loss).div(members.size());
      NDArray gradient = scope.zeros(images.getShape());
      for (Differentiable member : members) {
        try (InputGradient part =
            member.inputGradient(images, logits -> logits.mul(weights).sum(new int[] {1}))) {
          gradient.addi(part.gradient());
        }
      }
      gradient.attach(caller);
      mean.attach(caller);
      return new InputGradient(gradient, mean);
    }
  }

  private NDArray mean(NDArray images, NDManager scope) {
    NDArray sum = null;
    for (Differentiable member : members) {
      NDArray logits = member.logits(images);
      logits.attach(scope);
      sum = sum == null ? logits : sum.addi(logits);
    }
    return sum.divi(members.size());
  }

  private static NDArray logitGradient(NDArray logits, LogitLoss loss) {
    NDArray variable = logits.stopGradient();
    variable.attach(logits.getManager());
    variable.setRequiresGradient(true);
    try (GradientTape tape = GradientTape.open(logits.getManager().getEngine())) {
      tape.backward(loss.of(variable).sum());
    }
    return variable.getGradient();
  }
}
