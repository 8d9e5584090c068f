package dev.gauntlet.plugins.autoattack;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A grid of two-pole bumps, then bumps that take over the length of two windows (Square Attack,
 * Algorithm 3). Not thread-safe; it keeps its working memory.
 */
final class L2Patches implements Patches {
  private static final int TILES = 5;
  private static final int SMALLEST = 3;

  private final double epsilon;
  private final Grid grid;
  private final double[] change;
  private double[] bump = {};

  L2Patches(double epsilon, Grid grid) {
    this.epsilon = epsilon;
    this.grid = grid;
    this.change = new double[grid.size()];
  }

  @Override
  public void start(float[] clean, SplittableRandom random, float[] batch, int from) {
    int side = Math.max(1, Math.min(grid.height(), grid.width()) / TILES);
    int top = grid.height() % side / 2;
    int left = grid.width() % side / 2;
    Arrays.fill(change, 0);
    for (int row = top; row + side <= grid.height(); row += side) {
      for (int column = left; column + side <= grid.width(); column += side) {
        boolean upright = random.nextBoolean();
        Grid.Window window = new Grid.Window(row, column, side);
        for (int channel = 0; channel < grid.channels(); channel++) {
          double sign = random.nextBoolean() ? 1 : -1;
          double[] shape = new double[side * side];
          addBump(shape, side, upright, sign);
          add(shape, 1, channel, window);
        }
      }
    }
    writeOnSphere(clean, batch, from);
  }

  @Override
  public void propose(
      float[] clean, float[] best, double share, SplittableRandom random, float[] batch, int from) {
    int side = Math.max(SMALLEST, grid.side(share)) | 1;
    Grid.Window gaining = grid.window(side, random);
    Grid.Window losing = grid.window(side, random);
    for (int i = 0; i < change.length; i++) {
      change[i] = (double) best[i] - clean[i];
    }
    double unused = Math.max(0, epsilon * epsilon - squares(change)) / grid.channels();
    boolean upright = random.nextBoolean();
    for (int channel = 0; channel < grid.channels(); channel++) {
      double sign = random.nextBoolean() ? 1 : -1;
      double[] shape = direction(channel, gaining);
      addBump(shape, gaining.side(), upright, sign);
      normalize(shape);
      double available = unused + clear(channel, gaining) + clear(channel, losing);
      add(shape, Math.sqrt(available), channel, gaining);
    }
    writeOnSphere(clean, batch, from);
  }

  /** What stands in a window, of length 1; or nothing. */
  private double[] direction(int channel, Grid.Window window) {
    int side = window.side();
    double[] values = new double[side * side];
    for (int row = 0; row < side; row++) {
      System.arraycopy(change, first(channel, window, row), values, row * side, side);
    }
    normalize(values);
    return values;
  }

  /** Empties a channel in a window and returns the sum of squares that was there. */
  private double clear(int channel, Grid.Window window) {
    double squares = 0;
    for (int row = 0; row < window.side(); row++) {
      int first = first(channel, window, row);
      for (int i = first; i < first + window.side(); i++) {
        squares += change[i] * change[i];
        change[i] = 0;
      }
    }
    return squares;
  }

  private void add(double[] shape, double factor, int channel, Grid.Window window) {
    int side = window.side();
    for (int row = 0; row < side; row++) {
      int first = first(channel, window, row);
      for (int column = 0; column < side; column++) {
        change[first + column] += factor * shape[row * side + column];
      }
    }
  }

  private int first(int channel, Grid.Window window, int row) {
    return grid.index(channel, window.top() + row, window.left());
  }

  /** Adds the bump of a side, its poles above or beside each other. */
  private void addBump(double[] shape, int side, boolean upright, double sign) {
    if (bump.length != side * side) {
      bump = bump(side);
    }
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int cell = upright ? row * side + column : column * side + row;
        shape[cell] += sign * bump[row * side + column];
      }
    }
  }

  /**
   * Two pyramids of opposite sign, one above the other, of length 1 (section 3.4): a pixel at
   * distance m from its pyramid's centre has the value Σ 1/j² for j from m + 1.
   */
  private static double[] bump(int side) {
    int half = side / 2;
    double[] bump = new double[side * side];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        bump[row * side + column] =
            row < half
                ? pyramid(row, column, half, side)
                : -pyramid(row - half, column, side - half, side);
      }
    }
    normalize(bump);
    return bump;
  }

  private static double pyramid(int row, int column, int height, int width) {
    int distance = Math.max(Math.abs(row - height / 2), Math.abs(column - width / 2));
    double value = 0;
    for (int j = distance + 1; j <= Math.max(height, width) / 2 + 1; j++) {
      value += 1.0 / (j * j);
    }
    return value;
  }

  /** Scales to length 1 what is not zero. */
  private static void normalize(double[] values) {
    double length = Math.sqrt(squares(values));
    for (int i = 0; length > 0 && i < values.length; i++) {
      values[i] /= length;
    }
  }

  private void writeOnSphere(float[] clean, float[] batch, int from) {
    normalize(change);
    for (int i = 0; i < change.length; i++) {
      batch[from + i] = (float) Math.min(1, Math.max(0, clean[i] + epsilon * change[i]));
    }
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
