package dev.gauntlet.leaderboard.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file that comes into being whole, on {@link #publish()}, or not at all. */
public final class CsvFile implements Closeable {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  /**
   * Where a spreadsheet would begin a formula: at the start of a text and, in countries where
   * semicolons separate values, after one. An apostrophe there keeps it text.
   */
  private static final Pattern FORMULA =
      Pattern.compile("(^|;)(?=[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20])");

  private final Path file;
  private final Path partial;
  private final CSVPrinter printer;

  /** Begins a file, under another name until it is whole. */
  public CsvFile(Path file) throws IOException {
    this.file = file;
    this.partial = file.resolveSibling(file.getFileName() + ".partial");
    this.printer = new CSVPrinter(Files.newBufferedWriter(partial, StandardCharsets.UTF_8), FORMAT);
  }

  /** Adds a row; a text that a spreadsheet would take for a formula is kept a text. */
  public void row(Iterable<?> values) throws IOException {
    for (Object value : values) {
      printer.print(value instanceof String text ? harmless(text) : value);
    }
    printer.println();
  }

  /** Gives the file its name. */
  public void publish() throws IOException {
    printer.close();
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    printer.close();
    Files.deleteIfExists(partial);
  }

  private static String harmless(String text) {
    return FORMULA.matcher(text).replaceAll("$1'");
  }
}
