package dev.gauntlet.harness.execution;

/** Is told what happens, from several threads. */
@FunctionalInterface
public interface Listener {
  /** Something happened. */
  void on(Event event);

  /** Nobody listens. */
  Listener NONE = event -> {};
}
