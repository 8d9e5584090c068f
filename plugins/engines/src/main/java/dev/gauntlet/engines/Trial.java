package dev.gauntlet.engines;

/**
 * An engine tested with a remedy.
 *
 * @param threads with which it passed, or failed first
 */
public record Trial(Remedy remedy, int threads, Report report) {
  /** The result for people: what was tried, and what came out. */
  public String words() {
    String with = remedy.equals(Remedy.NONE) ? "" : "with " + remedy + ": ";
    return with
        + report
            .failure()
            .orElse("%s operations and their gradients right".formatted(report.operations()));
  }
}
