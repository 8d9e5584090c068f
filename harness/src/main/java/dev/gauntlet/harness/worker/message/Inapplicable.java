package dev.gauntlet.harness.worker.message;

/**
 * This attack and this source cannot meet; nobody is at fault.
 *
 * @param reason one sentence, for people
 */
public record Inapplicable(String reason) implements Reply {
  public Inapplicable {
    reason = Brief.line(reason);
  }
}
