package dev.gauntlet.leaderboard.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The range that one side of a chart shows, and the round numbers written along it.
 *
 * @param low where the axis begins; equal to {@code high} where there is but one value
 * @param ticks between the two, rising
 */
public record Axis(double low, double high, List<Tick> ticks) {
  private static final int MOST_STEPS = 7;

  /** A value, as it is written. */
  public record Tick(double value, String text) {}

  public Axis {
    if (!(low <= high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException("no axis goes from " + low + " to " + high);
    }
    ticks = List.copyOf(ticks);
  }

  /** From 0 to 1, written in percent without the sign. */
  public static Axis percent() {
    List<Tick> ticks = new ArrayList<>();
    for (int percent = 0; percent <= 100; percent += 20) {
      ticks.add(new Tick(percent / 100.0, Integer.toString(percent)));
    }
    return new Axis(0, 1, ticks);
  }

  /** From a round number of percent, at or below the lowest share, to 1. */
  public static Axis percentFrom(double lowest) {
    BigDecimal all = BigDecimal.valueOf(100);
    double span = 100 * (1 - Math.min(lowest, 0.999));
    BigDecimal step = step(span);
    BigDecimal first = round(100 - span, step, RoundingMode.FLOOR).max(BigDecimal.ZERO);
    List<Tick> ticks =
        ticks(first, all, step).stream()
            .map(tick -> new Tick(tick.value() / 100, tick.text()))
            .toList();
    return new Axis(first.doubleValue() / 100, 1, ticks);
  }

  /**
   * The places 0, 1, 2 and so on of a list, with its names; where there are too many to stand
   * beside each other, every second, or third, and the last.
   *
   * @param letters that have room along the axis
   */
  public static Axis names(List<String> names, int letters) {
    int longest = 1 + names.stream().mapToInt(String::length).max().orElse(0);
    int every = Math.max(1, (names.size() * longest + letters - 1) / letters);
    List<Tick> ticks = new ArrayList<>();
    for (int last = names.size() - 1, i = last % every; i <= last; i += every) {
      ticks.add(new Tick(i, names.get(i)));
    }
    return new Axis(0, Math.max(0, names.size() - 1), ticks);
  }

  /** Between two numbers, with the round ones that lie there. */
  public static Axis between(double low, double high) {
    BigDecimal first = BigDecimal.valueOf(low);
    BigDecimal last = BigDecimal.valueOf(high);
    return new Axis(low, high, ticks(first, last, step(high - low)));
  }

  /** From the first to the last of some whole numbers, such as epochs. */
  public static Axis whole(int low, int high) {
    BigDecimal first = BigDecimal.valueOf(low);
    BigDecimal last = BigDecimal.valueOf(high);
    BigDecimal step = step((double) high - low).max(BigDecimal.ONE);
    return new Axis(low, high, ticks(first, last, step));
  }

  /** From one round number to another, so that the values and zero lie between. */
  public static Axis withZero(double low, double high) {
    double from = Math.min(low, 0);
    double to = Math.max(high, 0);
    if (to - from < Float.MIN_NORMAL) {
      return withZero(0, 1);
    }
    BigDecimal step = step(to - from);
    BigDecimal first = round(from, step, RoundingMode.FLOOR);
    BigDecimal last = round(to, step, RoundingMode.CEILING);
    return new Axis(first.doubleValue(), last.doubleValue(), ticks(first, last, step));
  }

  /** Where a value lies: 0 at the axis's beginning, 1 at its end. */
  double position(double value) {
    return high > low ? (value - low) / (high - low) : 0.5;
  }

  /** The smallest of 1, 2 and 5, times a power of ten, of which few make up the span. */
  private static BigDecimal step(double span) {
    double least = span / MOST_STEPS;
    int exponent = span > 0 ? (int) Math.floor(Math.log10(least)) : 0;
    for (int digit : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
      if (step.doubleValue() >= least) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }

  private static BigDecimal round(double value, BigDecimal step, RoundingMode mode) {
    return BigDecimal.valueOf(value).divide(step, 0, mode).multiply(step);
  }

  private static List<Tick> ticks(BigDecimal first, BigDecimal last, BigDecimal step) {
    List<Tick> ticks = new ArrayList<>();
    BigDecimal tick = first.divide(step, 0, RoundingMode.CEILING).multiply(step);
    for (; tick.compareTo(last) <= 0; tick = tick.add(step)) {
      ticks.add(new Tick(tick.doubleValue(), text(tick)));
    }
    return ticks;
  }

  /** Exact, so that 0.3 is never 0.30000000000000004. */
  private static String text(BigDecimal tick) {
    BigDecimal plain = tick.stripTrailingZeros();
    boolean isShort = plain.scale() < 6 && plain.scale() > -6;
    return isShort ? plain.toPlainString() : plain.toString();
  }
}
