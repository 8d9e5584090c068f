package dev.gauntlet.plugins.iterative;

import dev.gauntlet.api.Fraction;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.ParameterException;
import dev.gauntlet.api.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A parameter that holds several numbers, written with commas: {@code "0.4, 0.3, 0.2, 1/10"}. */
record NumberList(String name, String defaultValue, String description) {
  Parameter parameter() {
    return new Parameter(
        name,
        Parameter.Type.TEXT,
        defaultValue,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(),
        description);
  }

  /**
   * The numbers of a run.
   *
   * @throws ParameterException if one is not a number greater than 0
   */
  List<Double> of(Parameters parameters) {
    String text = parameters.text(name);
    return Arrays.stream(text.split(",", -1)).map(part -> positive(part, text)).toList();
  }

  /**
   * The same for whole numbers.
   *
   * @throws ParameterException if one is not a whole number greater than 0
   */
  List<Integer> wholeNumbers(Parameters parameters) {
    List<Double> numbers = of(parameters);
    if (numbers.stream()
        .anyMatch(number -> number != Math.rint(number) || number > Integer.MAX_VALUE)) {
      throw wrong("whole numbers", parameters.text(name));
    }
    return numbers.stream().map(number -> Math.toIntExact(number.longValue())).toList();
  }

  private double positive(String part, String text) {
    return Fraction.parse(part)
        .filter(number -> number > 0)
        .orElseThrow(() -> wrong("numbers", text, Fraction.hint(part)));
  }

  private ParameterException wrong(String what, String text) {
    return wrong(what, text, Optional.empty());
  }

  private ParameterException wrong(String what, String text, Optional<String> hint) {
    return new ParameterException(
        "parameter '"
            + name
            + "' must be "
            + what
            + " greater than 0, separated by commas, for example \""
            + defaultValue
            + "\"; got \""
            + text
            + "\""
            + hint.map(how -> "; " + how).orElse(""));
  }
}
