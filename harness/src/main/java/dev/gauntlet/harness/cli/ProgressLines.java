package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.execution.Event;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Progress as lines, for log files: one when a task is finished, and now and then one of a task
 * that takes long.
 */
final class ProgressLines implements ProgressView {
  private static final long QUIET = Duration.ofSeconds(15).toNanos();

  private final int tasks;
  private final PrintWriter err;
  private final Map<String, Long> lastLine = new HashMap<>();
  private final Map<String, Long> started = new HashMap<>();
  private int finished;

  ProgressLines(int tasks, PrintWriter err) {
    this.tasks = tasks;
    this.err = err;
  }

  @Override
  public synchronized void on(Event event) {
    String task = event.task().hex();
    long now = System.nanoTime();
    if (event instanceof Event.Started) {
      started.put(task, now);
      lastLine.put(task, now);
    } else if (event instanceof Event.Advanced advanced) {
      advanced(advanced, now);
    } else if (event instanceof Event.Finished done) {
      finished++;
      err.println(count() + done.title() + (done.cached() ? ": known" : ": " + took(task, now)));
    } else if (event instanceof Event.Failed failed) {
      finished++;
      err.println(count() + failed.title() + ": failed: " + PlainWriter.line(failed.error()));
    }
  }

  private void advanced(Event.Advanced event, long now) {
    String task = event.task().hex();
    if (now - lastLine.getOrDefault(task, now - QUIET) < QUIET) {
      return;
    }
    lastLine.put(task, now);
    long begin = started.computeIfAbsent(task, key -> now);
    String left = "";
    if (event.done() > 0 && event.steps() > event.done() && now > begin) {
      double nanosEach = (double) (now - begin) / event.done();
      left = ", " + Durations.brief(nanosEach * (event.steps() - event.done()) / 1e9) + " left";
    }
    err.println(
        String.format(
            Locale.ROOT,
            "        %s: %d %%%s%s",
            event.title(),
            event.steps() == 0 ? 0 : 100 * event.done() / event.steps(),
            event.message().isEmpty() ? "" : ", " + PlainWriter.line(event.message()),
            left));
  }

  private String count() {
    return "[" + finished + "/" + tasks + "] ";
  }

  private String took(String task, long now) {
    return Durations.brief((now - started.getOrDefault(task, now)) / 1e9);
  }

  @Override
  public void close() {}
}
