package dev.gauntlet.plugins.autoattack;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A grid of two-pole bumps, then bumps that take over the length of two windows (Square Attack,
 * Algorithm 3).
 */
final class L2Patches implements Patches {
  private static final int TILES = 5;
  private static final int SMALLEST = 3;

  private final double epsilon;
  private final Grid grid;

  L2Patches(double epsilon, Grid grid) {
    this.epsilon = epsilon;
    this.grid = grid;
  }

  @Override
  public float[] start(float[] clean, SplittableRandom random) {
    int side = Math.max(1, Math.min(grid.height(), grid.width()) / TILES);
    int top = grid.height() % side / 2;
    int left = grid.width() % side / 2;
    double[] change = new double[clean.length];
    for (int row = top; row + side <= grid.height(); row += side) {
      for (int column = left; column + side <= grid.width(); column += side) {
        double[] bump = bump(side, random.nextBoolean());
        for (int channel = 0; channel < grid.channels(); channel++) {
          double sign = random.nextBoolean() ? 1 : -1;
          add(change, bump, sign, channel, new Grid.Window(row, column, side));
        }
      }
    }
    return onSphere(clean, change);
  }

  @Override
  public float[] propose(float[] clean, float[] best, double share, SplittableRandom random) {
    int side = Math.max(SMALLEST, grid.side(share)) | 1;
    Grid.Window gaining = grid.window(side, random);
    Grid.Window losing = grid.window(side, random);
    double[] change = new double[clean.length];
    Arrays.setAll(change, i -> (double) best[i] - clean[i]);
    double unused = Math.max(0, epsilon * epsilon - squares(change)) / grid.channels();
    double[] bump = bump(gaining.side(), random.nextBoolean());
    double[] moved = change.clone();
    for (int channel = 0; channel < grid.channels(); channel++) {
      double sign = random.nextBoolean() ? 1 : -1;
      double available = unused + clear(moved, channel, gaining, losing);
      double[] shape = shape(change, bump, sign, channel, gaining);
      add(moved, shape, Math.sqrt(available), channel, gaining);
    }
    return onSphere(clean, moved);
  }

  /** The bump's new form: turned to the sign, and what stood there before added; of length 1. */
  private double[] shape(
      double[] change, double[] bump, double sign, int channel, Grid.Window window) {
    double[] before = new double[bump.length];
    double squares = 0;
    for (int i = 0; i < before.length; i++) {
      before[i] = change[index(channel, window, i)];
      squares += before[i] * before[i];
    }
    double length = Math.sqrt(squares);
    double[] shape = new double[bump.length];
    Arrays.setAll(shape, i -> sign * bump[i] + (length > 0 ? before[i] / length : 0));
    return normalized(shape);
  }

  /** Empties a channel in two windows and returns the sum of squares that was there. */
  private double clear(double[] change, int channel, Grid.Window gaining, Grid.Window losing) {
    double squares = 0;
    for (int row = 0; row < grid.height(); row++) {
      for (int column = 0; column < grid.width(); column++) {
        if (gaining.contains(row, column) || losing.contains(row, column)) {
          int i = grid.index(channel, row, column);
          squares += change[i] * change[i];
          change[i] = 0;
        }
      }
    }
    return squares;
  }

  private void add(
      double[] change, double[] shape, double factor, int channel, Grid.Window window) {
    for (int i = 0; i < shape.length; i++) {
      change[index(channel, window, i)] += factor * shape[i];
    }
  }

  private int index(int channel, Grid.Window window, int cell) {
    int row = window.top() + cell / window.side();
    return grid.index(channel, row, window.left() + cell % window.side());
  }

  /**
   * Two pyramids of opposite sign beside each other or one above the other, of length 1 (section
   * 3.4): a pixel at distance m from its pyramid's centre has the value Σ 1/j² for j from m + 1.
   */
  private static double[] bump(int side, boolean upright) {
    int half = side / 2;
    double[] bump = new double[side * side];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double value =
            row < half
                ? pyramid(row, column, half, side)
                : -pyramid(row - half, column, side - half, side);
        bump[upright ? row * side + column : column * side + row] = value;
      }
    }
    return normalized(bump);
  }

  private static double pyramid(int row, int column, int height, int width) {
    int distance = Math.max(Math.abs(row - height / 2), Math.abs(column - width / 2));
    double value = 0;
    for (int j = distance + 1; j <= Math.max(height, width) / 2 + 1; j++) {
      value += 1.0 / (j * j);
    }
    return value;
  }

  private static double[] normalized(double[] shape) {
    double length = Math.sqrt(squares(shape));
    return length > 0 ? Arrays.stream(shape).map(value -> value / length).toArray() : shape;
  }

  private float[] onSphere(float[] clean, double[] change) {
    double[] direction = normalized(change);
    float[] image = new float[clean.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) Math.min(1, Math.max(0, clean[i] + epsilon * direction[i]));
    }
    return image;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
