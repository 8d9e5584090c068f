package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.execution.Event;
import dev.gauntlet.harness.execution.Forecast;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

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
  private final Map<String, Long> done = new HashMap<>();

  /** What earlier runs had done of a task. */
  private final Map<String, Long> known = new HashMap<>();

  private final Forecast forecast;
  private final LongSupplier nanoseconds;
  private long lastForecast;
  private int finished;

  ProgressLines(int tasks, Forecast forecast, PrintWriter err, LongSupplier nanoseconds) {
    this.tasks = tasks;
    this.forecast = forecast;
    this.nanoseconds = nanoseconds;
    this.lastForecast = nanoseconds.getAsLong();
    this.err = err;
  }

  @Override
  public synchronized void on(Event event) {
    String task = event.task().hex();
    long now = nanoseconds.getAsLong();
    forecast.on(event);
    if (event instanceof Event.Started) {
      started.put(task, now);
      lastLine.put(task, now);
    } else if (event instanceof Event.Resumed resumed) {
      known.merge(task, resumed.done() - done.getOrDefault(task, 0L), Long::sum);
      done.put(task, resumed.done());
    } else if (event instanceof Event.Advanced advanced) {
      done.put(task, advanced.done());
      advanced(advanced, now);
    } else if (event instanceof Event.Finished end) {
      finished++;
      err.println(count() + end.title() + (end.cached() ? ": known" : ": " + took(task, now)));
    } else if (event instanceof Event.Failed failed) {
      finished++;
      err.println(count() + failed.title() + ": failed: " + PlainWriter.line(failed.error()));
    }
    forecast(now);
  }

  /** Now and then how long all of it still takes. */
  private void forecast(long now) {
    if (now - lastForecast < QUIET || finished == tasks) {
      return;
    }
    OptionalDouble left = forecast.secondsLeft();
    if (left.isPresent()) {
      lastForecast = now;
      err.println(
          String.format(
              Locale.ROOT,
              "        all: %.0f %%, about %s left",
              100 * forecast.share(),
              Durations.brief(left.getAsDouble())));
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
    long own = event.done() - known.getOrDefault(task, 0L);
    if (own > 0 && event.steps() > event.done() && now > begin) {
      double nanosEach = (double) (now - begin) / own;
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
