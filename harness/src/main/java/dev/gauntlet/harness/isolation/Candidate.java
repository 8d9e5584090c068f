package dev.gauntlet.harness.isolation;

import java.util.Optional;

/**
 * An isolation that may or may not work on this machine.
 *
 * @param word its name
 * @param isolation empty where it does not work
 * @param finding the version of its program; where it does not work, why, and what to do
 */
public record Candidate(String word, Optional<Isolation> isolation, String finding) {
  static Candidate works(Isolation isolation, String version) {
    return new Candidate(isolation.word(), Optional.of(isolation), version);
  }

  static Candidate doesNotWork(String word, String why) {
    return new Candidate(word, Optional.empty(), why);
  }

  /**
   * The isolation.
   *
   * @throws IsolationException if it does not work
   */
  Isolation orThrow() {
    return isolation.orElseThrow(
        () -> new IsolationException("--isolation %s: %s".formatted(word, finding)));
  }
}
