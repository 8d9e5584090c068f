package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Prediction;
import java.util.Optional;

/** Logits are linear in the image, so their input gradient is the means. */
class NearestMeanModel implements DefendedModel, Differentiable {
  private static final float STEP = 1e-2f;
  private final NDArray means; // (K, C·H·W)

  NearestMeanModel(NDArray means) {
    this.means = means;
  }

  @Override
  public Prediction predict(NDArray images) {
    return Prediction.of(logits(images));
  }

  @Override
  public Optional<Differentiable> differentiable() {
    return Optional.of(this);
  }

  @Override
  public NDArray logits(NDArray images) {
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray own = means.duplicate();
      own.attach(scope);
      NDArray flat = images.reshape(-1, means.getShape().get(1));
      flat.attach(scope);
      NDArray bias = own.square().sum(new int[] {1}).mul(0.5f);
      NDArray logits = flat.matMul(own.transpose()).sub(bias.expandDims(0));
      logits.attach(caller);
      return logits;
    }
  }

  @Override
  public InputGradient inputGradient(NDArray images, LogitLoss loss) {
    NDArray logits = logits(images);
    NDManager manager = images.getManager();
    long classes = logits.getShape().get(1);
    NDArray perLogit = manager.zeros(logits.getShape());
    for (long k = 0; k < classes; k++) {
      NDArray step = manager.arange((float) classes).eq(k).toType(logits.getDataType(), false);
      step = step.mul(STEP).expandDims(0);
      NDArray slope = loss.of(logits.add(step)).sub(loss.of(logits.sub(step))).div(2 * STEP);
      perLogit = perLogit.add(slope.expandDims(1).mul(step.div(STEP)));
    }
    NDArray gradient = perLogit.matMul(means).reshape(images.getShape());
    return new InputGradient(gradient, logits);
  }

  @Override
  public void close() {
    means.close();
  }
}
