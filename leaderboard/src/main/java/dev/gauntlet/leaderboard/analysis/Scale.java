package dev.gauntlet.leaderboard.analysis;

import static dev.gauntlet.leaderboard.analysis.Analysis.present;

import java.util.List;

/**
 * What the numbers along one side of a figure are.
 *
 * @param title what is measured, with its unit
 * @param names of the values 0, 1, 2 and so on; of {@link Unit#NAME} only
 */
public record Scale(String title, Unit unit, List<String> names) {
  /** How values are written. */
  public enum Unit {
    /** Shares from 0 to 1, in percent. */
    PERCENT,
    /** Whole numbers, such as epochs. */
    WHOLE,
    /** Any numbers; zero belongs to the scale. */
    NUMBER,
    /** Places in a list of names. */
    NAME
  }

  public Scale {
    present("title", title);
    present("unit", unit);
    names = List.copyOf(present("names", names));
  }

  /** A scale of numbers. */
  public static Scale of(String title, Unit unit) {
    return new Scale(title, unit, List.of());
  }

  /** A scale of names. */
  public static Scale ofNames(String title, List<String> names) {
    return new Scale(title, Unit.NAME, names);
  }
}
