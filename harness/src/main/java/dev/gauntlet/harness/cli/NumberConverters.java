package dev.gauntlet.harness.cli;

import dev.gauntlet.api.Fraction;
import dev.gauntlet.harness.suite.WholeNumber;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Numbers on the command line are those that suites take: picocli's own would be Java's, which has
 * {@code 0.3f}, {@code 0x1p-2}, {@code NaN} and the digits of every script.
 */
final class NumberConverters {
  private NumberConverters() {}

  static CommandLine register(CommandLine command) {
    ITypeConverter<Integer> integers =
        text -> Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    ITypeConverter<Long> longs = text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    ITypeConverter<Double> doubles = NumberConverters::number;
    return command
        .registerConverter(Integer.class, integers)
        .registerConverter(int.class, integers)
        .registerConverter(Long.class, longs)
        .registerConverter(long.class, longs)
        .registerConverter(Double.class, doubles)
        .registerConverter(double.class, doubles);
  }

  private static long whole(String text, long lowest, long highest) {
    return WholeNumber.parse(text).stream()
        .filter(number -> number >= lowest && number <= highest)
        .findFirst()
        .orElseThrow(() -> wrong(text, "whole number"));
  }

  private static double number(String text) {
    return Fraction.parse(text).orElseThrow(() -> wrong(text, "number such as 0.3 or 8/255"));
  }

  private static TypeConversionException wrong(String text, String expected) {
    String range = WholeNumber.parse(text).isPresent() ? " in its range" : "";
    return new TypeConversionException(
        "'"
            + text
            + "' is not a "
            + expected
            + range
            + Fraction.hint(text).map(hint -> "; " + hint).orElse(""));
  }
}
