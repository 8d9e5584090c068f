package dev.gauntlet.engines;

import java.util.List;
import java.util.Optional;

/**
 * What a process that tested an engine says.
 *
 * @param operations that were evaluated and differentiated; 0 if the engine does not work at all
 * @param wrong how many answers were wrong
 * @param examples some of them, in words
 * @param error why there are no answers; empty where there are
 */
public record Report(int operations, int wrong, List<String> examples, String error) {
  private static final int EXAMPLES = 5;

  public Report {
    examples = List.copyOf(examples);
  }

  static Report of(int operations, List<Mismatch> wrong) {
    return new Report(
        operations,
        wrong.size(),
        wrong.stream().limit(EXAMPLES).map(Mismatch::toString).toList(),
        "");
  }

  /** An engine that did not work at all. */
  public static Report failed(String error) {
    return new Report(0, 0, List.of(), error);
  }

  /** Whether every answer was right. */
  public boolean passed() {
    return failure().isEmpty();
  }

  /** What is wrong, in a few words. */
  public Optional<String> failure() {
    if (!error.isEmpty()) {
      return Optional.of("does not start: " + error);
    }
    return wrong == 0
        ? Optional.empty()
        : Optional.of(
            "%s wrong answers in %s operations, such as the %s"
                .formatted(wrong, operations, examples.get(0)));
  }
}
