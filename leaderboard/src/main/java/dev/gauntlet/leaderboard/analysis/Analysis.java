package dev.gauntlet.leaderboard.analysis;

import dev.gauntlet.leaderboard.results.ResultsException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that was found out about one model: what was done, the figures, and the numbers that
 * matter. Its data lie in a CSV file beside it.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param kind names the analysis and its files: a-z, 0-9 and '-'
 * @param defense the id it has in the run, or of its method where there is none
 * @param checkpoint the model's key in the store: what the analysis is true of
 * @param dataset the id of the data set that the images, or the held-out ones, are from
 * @param made when
 * @param title what is shown
 * @param finding one sentence with the result
 * @param caption what was run and how to read the figures
 * @param citation where such a figure comes from
 * @param figures at least one
 */
public record Analysis(
    int schemaVersion,
    String kind,
    String defense,
    String checkpoint,
    String dataset,
    Instant made,
    String title,
    String finding,
    String caption,
    String citation,
    List<Figure> figures,
    Table table) {
  /** The version this code writes, and the only one it reads. */
  public static final int SCHEMA_VERSION = 1;

  private static final String ID = "[a-z0-9][a-z0-9-]*";

  /**
   * Numbers as text, under headings.
   *
   * @param rows as long as {@code columns}; the first column names the row
   */
  public record Table(List<String> columns, List<List<String>> rows) {
    public Table {
      columns = List.copyOf(present("columns", columns));
      rows = present("rows", rows).stream().map(List::copyOf).toList();
      Set<Integer> lengths = new TreeSet<>(List.of(columns.size()));
      rows.forEach(row -> lengths.add(row.size()));
      if (lengths.size() > 1) {
        throw new ResultsException("'table' has rows of different lengths: " + lengths);
      }
    }
  }

  public Analysis {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new ResultsException(
          "'schemaVersion' is " + schemaVersion + ", this version reads " + SCHEMA_VERSION);
    }
    id("kind", kind);
    id("defense", defense);
    id("dataset", dataset);
    present("checkpoint", checkpoint);
    present("made", made);
    present("title", title);
    present("finding", finding);
    present("caption", caption);
    present("citation", citation);
    figures = List.copyOf(present("figures", figures));
    if (figures.isEmpty()) {
      throw new ResultsException("'figures' is empty");
    }
    present("table", table);
  }

  /** The same of a defense that the run calls otherwise. */
  public Analysis named(String other) {
    return new Analysis(
        schemaVersion,
        kind,
        other,
        checkpoint,
        dataset,
        made,
        title,
        finding,
        caption,
        citation,
        figures,
        table);
  }

  /** Whether it is about the same model, on the same data. */
  public boolean isOf(String otherCheckpoint, String otherDataset) {
    return checkpoint.equals(otherCheckpoint) && dataset.equals(otherDataset);
  }

  // It becomes the name of a file.
  private static void id(String field, String value) {
    if (!present(field, value).matches(ID)) {
      throw new ResultsException(
          "'" + field + "' is '" + value + "': an id has only a-z, 0-9 and '-'");
    }
  }

  static <T> T present(String field, T value) {
    if (value == null) {
      throw new ResultsException("'" + field + "' is missing");
    }
    return value;
  }
}
