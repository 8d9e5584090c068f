package dev.gauntlet.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Prints what the processor's multipliers give at best, in GFLOP/s: the product of two large
 * matrices on PyTorch, whose library keeps them nearly always busy (MXNet's product does not).
 */
public final class PeakRate {
  private static final int SIDE = 1024;
  private static final int ROUNDS = 15;
  private static final int PRODUCTS = 5;

  private PeakRate() {}

  /** Takes no argument; the environment's thread count holds. */
  public static void main(String[] arguments) {
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      NDArray left = manager.randomUniform(0, 1, new Shape(SIDE, SIDE));
      NDArray right = manager.randomUniform(0, 1, new Shape(SIDE, SIDE));
      Rates rates = new Rates(1);
      rates.add("product", steps -> multiply(left, right, steps));
      rates.measure(ROUNDS, PRODUCTS);
      System.out.println(rates.best("product") * 2 * Math.pow(SIDE, 3) / 1e9);
    }
  }

  private static void multiply(NDArray left, NDArray right, int times) {
    for (int i = 0; i < times; i++) {
      left.matMul(right).close();
    }
  }
}
