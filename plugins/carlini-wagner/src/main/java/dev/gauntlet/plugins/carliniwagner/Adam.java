package dev.gauntlet.plugins.carliniwagner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.toolkit.batches.Rows;
import java.util.Arrays;

/** Adam (Kingma and Ba, 2015) on each image of a batch by itself: each counts its own steps. */
final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double TINY = 1e-8;

  private final double rate;
  private NDArray mean;
  private NDArray square;
  private int[] steps;

  /** At rest; what is kept from step to step belongs to {@code manager}. */
  Adam(double rate, NDManager manager, Shape shape) {
    this.rate = rate;
    this.mean = manager.zeros(shape);
    this.square = manager.zeros(shape);
    this.steps = new int[Math.toIntExact(shape.get(0))];
  }

  /**
   * The descent that answers a gradient; to be subtracted.
   *
   * @param gradient (N,C,H,W)
   * @return (N,C,H,W), in the manager of {@code gradient}
   */
  NDArray step(NDArray gradient) {
    NDManager scope = gradient.getManager();
    mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
    square.muli(BETA2).addi(gradient.square().muli(1 - BETA2));
    double[] rates = new double[steps.length];
    double[] scales = new double[steps.length];
    for (int image = 0; image < steps.length; image++) {
      steps[image]++;
      rates[image] = rate / (1 - Math.pow(BETA1, steps[image]));
      scales[image] = 1 / Math.sqrt(1 - Math.pow(BETA2, steps[image]));
    }
    NDArray size = local(square, scope).sqrt().mul(Column.of(scope, scales)).addi(TINY);
    return local(mean, scope).mul(Column.of(scope, rates)).divi(size);
  }

  /** Forgets what it knows of some images. */
  void restart(int[] rows) {
    double[] kept = new double[steps.length];
    Arrays.fill(kept, 1);
    for (int row : rows) {
      kept[row] = 0;
      steps[row] = 0;
    }
    try (NDArray column = Column.of(mean.getManager(), kept)) {
      mean.muli(column);
      square.muli(column);
    }
  }

  /** Goes on with some of the images. */
  void select(int[] rows) {
    try (NDArray means = mean;
        NDArray squares = square) {
      mean = Rows.select(means, rows);
      square = Rows.select(squares, rows);
    }
    steps = Rows.of(steps, rows);
  }

  private static NDArray local(NDArray array, NDManager scope) {
    NDArray view = array.stopGradient();
    view.attach(scope);
    return view;
  }
}
