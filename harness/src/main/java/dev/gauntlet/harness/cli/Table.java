package dev.gauntlet.harness.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as their widest value; the last column is not padded. */
final class Table {
  private static final String GAP = "  ";

  private final List<Boolean> right = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table with these headings.
   *
   * @param headings a heading that starts with {@code >} is that of a right-aligned column
   */
  Table(String... headings) {
    List<String> row = new ArrayList<>();
    for (String heading : headings) {
      right.add(heading.startsWith(">"));
      row.add(heading.startsWith(">") ? heading.substring(1) : heading);
    }
    rows.add(row);
  }

  /** Adds a row with as many values as there are headings. */
  void row(Object... values) {
    if (values.length != right.size()) {
      throw new IllegalArgumentException(
          "a row of " + values.length + " values in a table of " + right.size() + " columns");
    }
    rows.add(List.of(values).stream().map(String::valueOf).map(PlainWriter::line).toList());
  }

  /** All lines, headings first. */
  List<String> lines() {
    int[] widths = new int[right.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String value = row.get(i);
      String padding = " ".repeat(widths[i] - value.length());
      line.append(i == 0 ? "" : GAP).append(right.get(i) ? padding + value : value + padding);
    }
    return line.toString().stripTrailing();
  }
}
