package dev.gauntlet.harness.suite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The ids a suite gives: they name columns, files and pages. */
final class Ids {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private Ids() {}

  static void check(String what, String id) {
    if (id == null || !ID.matcher(id).matches()) {
      throw new SuiteException(
          what + " '" + id + "' must be lower-case letters, digits and single dashes");
    }
  }

  static <T> void distinct(String what, List<T> entries, Function<T, String> id) {
    Set<String> seen = new HashSet<>();
    for (T entry : entries) {
      if (!seen.add(id.apply(entry))) {
        throw new SuiteException(
            "two "
                + what
                + " have the id '"
                + id.apply(entry)
                + "'; give one of them another 'id'");
      }
    }
  }
}
