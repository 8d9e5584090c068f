package dev.gauntlet.harness.worker.message;

/** How far the work is; not a final reply. */
public record Advanced(long done, long total, String message) implements Interim {
  public Advanced {
    message = Brief.line(message);
  }
}
