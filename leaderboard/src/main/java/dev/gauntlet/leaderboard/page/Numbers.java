package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.BudgetInfo;
import dev.gauntlet.leaderboard.results.Results;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers are written on the pages: alike everywhere, whatever the machine's locale. */
final class Numbers {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String percentFormat;
  private final int distancePlaces;
  private final BudgetInfo budget;

  Numbers(Results results) {
    // One image more or less must show.
    this.percentFormat = results.dataset().images() > 1000 ? "%.2f" : "%.1f";
    this.budget = results.budget();
    this.distancePlaces =
        switch (budget.norm()) {
          case "Linf" -> 4;
          case "L2" -> 3;
          default -> 1;
        };
  }

  /** Without the sign: tables carry it in their headings. */
  String percent(double fraction) {
    return format(percentFormat, 100 * fraction);
  }

  /** Likewise, of shares whose images the results do not count. */
  static String finePercent(double fraction) {
    return format("%.2f", 100 * fraction);
  }

  /** From 0 to 100, as fine as a page can show it. */
  static double scale(double fraction) {
    return Math.rint(1e6 * fraction) / 1e4;
  }

  /** In a column with as many places for all, but never as 0 where it is none. */
  String distance(double distance) {
    return distance != 0 && distance < Math.pow(10, 1 - distancePlaces)
        ? plain(rounded(distance))
        : format("%." + distancePlaces + "f", distance);
  }

  static String count(long count) {
    return format("%,d", count);
  }

  /** A count that may be a mean: two places, without zeros at the end. */
  static String decimal(double number) {
    return format("%,.2f", number).replaceFirst("\\.?0+$", "");
  }

  /** Four digits that count, for measures of any size. */
  static String significant(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).round(new MathContext(4));
    return Math.abs(rounded.scale()) < 8 ? rounded.toPlainString() : format("%.3e", number);
  }

  /** Of 100 images, in a table. */
  static String seconds(double seconds) {
    return format(seconds < 10 ? "%.3f" : "%.1f", seconds);
  }

  static String duration(double seconds) {
    if (seconds < 60) {
      return format("%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? format("%d min %d s", whole / 60, whole % 60)
        : format("%d h %d min", whole / 3600, whole % 3600 / 60);
  }

  static String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    return bytes < 1_000_000
        ? format("%.0f kB", bytes / 1e3)
        : bytes < 1_000_000_000 ? format("%.1f MB", bytes / 1e6) : format("%.1f GB", bytes / 1e9);
  }

  String norm() {
    return switch (budget.norm()) {
      case "Linf" -> "L∞";
      case "L2" -> "L₂";
      default -> "L₀";
    };
  }

  /** As the field writes radii: 8/255 where it is one, the plain number or 1e-9 otherwise. */
  String epsilon() {
    double epsilon = budget.epsilon();
    double steps = 255 * epsilon;
    BigDecimal rounded = rounded(epsilon);
    boolean isShort = Math.abs(rounded.doubleValue() - epsilon) < 1e-9;
    return budget.norm().equals("Linf") && !isShort && Math.abs(steps - Math.rint(steps)) < 1e-4
        ? (long) Math.rint(steps) + "/255"
        : plain(rounded);
  }

  private static BigDecimal rounded(double number) {
    return new BigDecimal(number).round(new MathContext(4)).stripTrailingZeros();
  }

  private static String plain(BigDecimal number) {
    return number.scale() < 8 ? number.toPlainString() : number.toString().replace('E', 'e');
  }

  static String plural(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
