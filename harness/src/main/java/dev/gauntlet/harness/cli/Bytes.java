package dev.gauntlet.harness.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An amount of storage: {@code 512m} or {@code 5g}. */
record Bytes(long count) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})([kmg])b?");
  private static final int STEP = 10;

  /** In the largest unit that leaves at least one of it. */
  static String text(long bytes) {
    int unit = bytes == 0 ? 0 : (63 - Long.numberOfLeadingZeros(bytes)) / STEP;
    String[] names = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    return unit == 0
        ? bytes + " B"
        : String.format(
            Locale.ROOT, "%.1f %s", bytes / (double) (1L << (STEP * unit)), names[unit]);
  }

  /** Reads an option's value. */
  static final class Converter implements ITypeConverter<Bytes> {
    @Override
    public Bytes convert(String value) {
      Matcher matcher = TEXT.matcher(value.toLowerCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + value + "' is no amount such as 512m or 5g");
      }
      int power = "kmg".indexOf(matcher.group(2)) + 1;
      return new Bytes(Long.parseLong(matcher.group(1)) << (STEP * power));
    }
  }
}
