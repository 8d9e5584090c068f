package dev.gauntlet.toolkit.projections;

/** Pixel values of 8 bits: level k stands for k / 255. */
public final class Levels {
  /** The highest level. */
  public static final int HIGHEST = 255;

  private Levels() {}

  /** The value of a level, as data sets are read. */
  public static float value(int level) {
    return level / 255f;
  }

  /** The nearest level. */
  public static int nearest(float value) {
    return Math.min(HIGHEST, Math.max(0, Math.round(value * HIGHEST)));
  }

  /** The nearest level that is no farther from the clean value than the value itself. */
  static int towards(float clean, float value) {
    int level = nearest(value);
    int cleanLevel = nearest(clean);
    if (value > clean && value(level) > value) {
      return Math.max(cleanLevel, level - 1);
    }
    if (value < clean && value(level) < value) {
      return Math.min(cleanLevel, level + 1);
    }
    return level;
  }
}
