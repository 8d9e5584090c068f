package dev.gauntlet.engines;

import java.util.List;
import java.util.Optional;

/**
 * Whether an engine computes right on this machine, and with what remedy.
 *
 * @param subject what was tested
 * @param tested when, as ISO-8601 has it
 * @param seconds that the tests took
 * @param trials in their order; the last one passed, or none did
 */
public record Verdict(Subject subject, String tested, double seconds, List<Trial> trials) {
  public Verdict {
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("nothing was tried");
    }
  }

  /** The environment in which the engine is right; empty if there is none. */
  public Optional<Trial> passed() {
    return Optional.of(trials.get(trials.size() - 1)).filter(trial -> trial.report().passed());
  }

  /** The engine as it is. */
  public Trial first() {
    return trials.get(0);
  }

  /** Whether the engine is right, but not as it is. */
  public boolean remedied() {
    return passed().isPresent() && trials.size() > 1;
  }

  /** In a sentence. */
  public String words() {
    if (passed().isEmpty()) {
      return trials.size() == 1
          ? first().words()
          : first().words() + "; no remedy helps: " + trials.get(trials.size() - 1).words();
    }
    return remedied()
        ? "%s; %s, which workers get".formatted(first().words(), passed().get().words())
        : first().words();
  }
}
