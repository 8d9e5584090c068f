package dev.gauntlet.harness.cli;

import dev.gauntlet.api.Suggestion;
import java.util.Collection;
import java.util.Locale;

/** Constants and lists as people write them. */
final class Words {
  private Words() {}

  /** The constant in lower case. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** For example {@code 1 task}, {@code 1,000 images}. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** The end of an error about an unknown word: the nearest known one, and all of them. */
  static String known(String word, Collection<String> known) {
    return Suggestion.nearest(word, known).map(near -> "; did you mean '" + near + "'?").orElse("")
        + " (known are "
        + (known.isEmpty() ? "none" : String.join(", ", known))
        + ")";
  }
}
