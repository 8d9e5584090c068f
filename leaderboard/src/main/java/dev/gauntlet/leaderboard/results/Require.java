package dev.gauntlet.leaderboard.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The checks the records share; a failure names the field. */
final class Require {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Require() {}

  static <T> T present(String field, T value) {
    if (value == null) {
      throw new ResultsException("'" + field + "' is missing");
    }
    return value;
  }

  /** Ids become file names, links and CSV cells, so they are held to one plain alphabet. */
  static String id(String field, String value) {
    if (!ID.matcher(present(field, value)).matches()) {
      throw new ResultsException(
          "'" + field + "' is '" + value + "': an id has only a-z, 0-9 and '-'");
    }
    return value;
  }

  static String text(String field, String value) {
    if (present(field, value).isEmpty()) {
      throw new ResultsException("'" + field + "' is empty");
    }
    return value;
  }

  static String sha256(String field, String value) {
    if (!SHA256.matcher(present(field, value)).matches()) {
      throw new ResultsException(
          "'" + field + "' is '" + value + "', expected 64 hexadecimal digits in lower case");
    }
    return value;
  }

  static String oneOf(String field, String value, String... allowed) {
    if (!List.of(allowed).contains(present(field, value))) {
      throw new ResultsException(
          "'" + field + "' is '" + value + "', expected " + String.join(" or ", allowed));
    }
    return value;
  }

  static void count(String field, long value) {
    range(field, value, 0, Long.MAX_VALUE);
  }

  static void range(String field, long value, long low, long high) {
    if (value < low || value > high) {
      String range = high == Long.MAX_VALUE ? "at least " + low : "from " + low + " to " + high;
      throw new ResultsException("'" + field + "' is " + value + ", expected " + range);
    }
  }

  static void share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new ResultsException("'" + field + "' is " + value + ", expected 0 to 1");
    }
  }

  static void measure(String field, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new ResultsException("'" + field + "' is " + value + ", expected a number from 0");
    }
  }

  static void rank(Integer value) {
    if (value != null) {
      range("rank", value, 1, Long.MAX_VALUE);
    }
  }

  static <T> List<T> list(String field, List<T> values) {
    for (T value : present(field, values)) {
      present(field + " entry", value);
    }
    return List.copyOf(values);
  }

  /** Keeps the order, and nulls: a parameter may be unset. */
  static Map<String, Object> map(String field, Map<String, Object> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(present(field, values)));
  }
}
