package dev.gauntlet.plugins.autoattack;

import java.util.SplittableRandom;

/** Vertical stripes and squares of ±ε (Square Attack, Algorithm 2). */
final class LinfPatches implements Patches {
  private final double epsilon;
  private final Grid grid;

  LinfPatches(double epsilon, Grid grid) {
    this.epsilon = epsilon;
    this.grid = grid;
  }

  @Override
  public void start(float[] clean, SplittableRandom random, float[] batch, int from) {
    for (int channel = 0; channel < grid.channels(); channel++) {
      for (int column = 0; column < grid.width(); column++) {
        double change = random.nextBoolean() ? epsilon : -epsilon;
        for (int row = 0; row < grid.height(); row++) {
          int i = grid.index(channel, row, column);
          batch[from + i] = changed(clean[i], change);
        }
      }
    }
  }

  @Override
  public void propose(
      float[] clean, float[] best, double share, SplittableRandom random, float[] batch, int from) {
    Grid.Window window = grid.window(grid.side(share), random);
    double[] changes = new double[grid.channels()];
    for (int channel = 0; channel < changes.length; channel++) {
      changes[channel] = random.nextBoolean() ? epsilon : -epsilon;
    }
    System.arraycopy(best, 0, batch, from, best.length);
    if (!paint(batch, from, clean, window, changes)) {
      // It is there already: the opposite is not.
      for (int channel = 0; channel < changes.length; channel++) {
        changes[channel] = -changes[channel];
      }
      paint(batch, from, clean, window, changes);
    }
  }

  /** Whether that changed anything. */
  private boolean paint(
      float[] batch, int from, float[] clean, Grid.Window window, double[] changes) {
    boolean changed = false;
    for (int channel = 0; channel < grid.channels(); channel++) {
      for (int row = window.top(); row < window.top() + window.side(); row++) {
        for (int column = window.left(); column < window.left() + window.side(); column++) {
          int i = grid.index(channel, row, column);
          float value = changed(clean[i], changes[channel]);
          changed |= value != batch[from + i];
          batch[from + i] = value;
        }
      }
    }
    return changed;
  }

  private static float changed(float pixel, double change) {
    return (float) Math.min(1, Math.max(0, pixel + change));
  }
}
