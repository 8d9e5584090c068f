package dev.gauntlet.harness.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A suite with the file it was read from.
 *
 * @param text of the file
 * @param lines in which its attacks, its defenses and some of its keys stand, from 1
 * @param trustedKeys files of the certificates that dropped-in plugins must be signed with; where
 *     there is none, they need no signature
 */
public record SuiteFile(
    Path path, String text, Suite suite, Map<Entry, Integer> lines, List<Path> trustedKeys) {

  /** An attack, a defense or a key of the suite. */
  public record Entry(String kind, String id) {
    /** The attack with this id in the suite. */
    public static Entry attack(String id) {
      return new Entry("attack", id);
    }

    /** The defense with this id in the suite. */
    public static Entry defense(String id) {
      return new Entry("defense", id);
    }

    /** A key of the suite itself, for example {@code budget.epsilon}. */
    static Entry key(String path) {
      return new Entry("key", path);
    }
  }

  public SuiteFile {
    lines = Map.copyOf(lines);
    trustedKeys = List.copyOf(trustedKeys);
  }

  /** The problem with the suite's limit, said with file and line; a clause about it. */
  public SuiteException limitProblem(String problem) {
    return problem(Entry.key("limit"), "'limit' " + problem);
  }

  /** The same of the budget's radius. */
  public SuiteException radiusProblem(String problem) {
    return problem(Entry.key("budget.epsilon"), "'budget.epsilon' " + problem);
  }

  /** The problem with an entry, said with file and line. */
  public SuiteException problem(Entry entry, String problem) {
    Integer line = lines.get(entry);
    return new SuiteException(line == null ? path.toString() : path + ":" + line, problem);
  }
}
