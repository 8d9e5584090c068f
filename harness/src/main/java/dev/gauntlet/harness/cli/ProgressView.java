package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.execution.Forecast;
import dev.gauntlet.harness.execution.Listener;
import dev.gauntlet.harness.execution.Work;
import dev.gauntlet.harness.plan.Task;
import java.io.PrintWriter;
import java.util.List;

/** Shows people how the tasks of a command go on. */
interface ProgressView extends Listener, AutoCloseable {
  /** A bar on a terminal, lines elsewhere. */
  static ProgressView of(String name, List<Task> tasks, PrintWriter err) {
    return of(Terminal.ofProcess(), name, tasks, err);
  }

  /** The same for a terminal as given. */
  static ProgressView of(Terminal terminal, String name, List<Task> tasks, PrintWriter err) {
    Forecast forecast = new Forecast(tasks.stream().map(Work::of).toList(), System::nanoTime);
    return terminal.redraws()
        ? new ProgressOnTerminal(name, tasks.size(), forecast)
        : new ProgressLines(tasks.size(), forecast, err, System::nanoTime);
  }

  @Override
  void close();
}
