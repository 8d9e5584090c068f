package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model as the command line names it: {@code undefended}, or {@code undefended@2} for the one
 * trained with seed 2.
 *
 * @param defense the id of an installed defense
 * @param seed of its training
 */
record ModelChoice(String defense, long seed) {
  private static final Pattern FORM = Pattern.compile("([^@]+)(?:@([0-9]{1,9}))?");

  /**
   * Reads a choice.
   *
   * @param option that it is the value of, for the message
   * @param otherwise the seed where none is named
   * @throws GauntletException if it has another form
   */
  static ModelChoice of(String option, String text, long otherwise) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new GauntletException(
          option + " '" + text + "' must be a defense, or one with a seed as in undefended@2");
    }
    String seed = matcher.group(2);
    return new ModelChoice(matcher.group(1), seed == null ? otherwise : Long.parseLong(seed));
  }
}
