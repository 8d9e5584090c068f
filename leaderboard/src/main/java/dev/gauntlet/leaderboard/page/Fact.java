package dev.gauntlet.leaderboard.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line of a table of facts.
 *
 * @param code whether the value is for machines: a hash, a command, a parameter
 */
public record Fact(String name, String value, boolean code) {

  private static final int LONGEST = 4000;

  public Fact {
    name = brief(name);
    value = brief(value);
  }

  private static String brief(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST)
            + String.format(
                Locale.ROOT, " … (cut: %,d characters; all are in results.json)", text.length());
  }

  static Fact text(String name, String value) {
    return new Fact(name, value, false);
  }

  static Fact code(String name, Object value) {
    return new Fact(name, String.valueOf(value), true);
  }

  /** Parameters or provenance; a nested map's keys are joined with dots. */
  static List<Fact> of(Map<String, ?> values) {
    List<Fact> facts = new ArrayList<>();
    flatten("", values, facts);
    return facts;
  }

  private static void flatten(String prefix, Map<?, ?> values, List<Fact> facts) {
    values.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
            flatten(prefix + key + ".", nested, facts);
          } else {
            facts.add(code(prefix + key, value == null ? "not set" : value));
          }
        });
  }
}
