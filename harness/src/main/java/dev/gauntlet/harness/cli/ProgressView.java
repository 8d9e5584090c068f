package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.execution.Listener;
import java.io.PrintWriter;

/** Shows people how the tasks of a command go on. */
interface ProgressView extends Listener, AutoCloseable {
  /** A bar on a terminal, lines elsewhere. */
  static ProgressView of(String name, int tasks, PrintWriter err) {
    return of(Terminal.ofProcess(), name, tasks, err);
  }

  /** The same for a terminal as given. */
  static ProgressView of(Terminal terminal, String name, int tasks, PrintWriter err) {
    return terminal.redraws() ? new ProgressOnTerminal(name, tasks) : new ProgressLines(tasks, err);
  }

  @Override
  void close();
}
