package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.execution.Event;
import dev.gauntlet.harness.execution.Listener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A run's {@code log.txt}: what happened when. */
final class RunLog implements Listener, AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS ", Locale.ROOT);

  private final PrintWriter file;
  private int known;
  private int done;

  private RunLog(PrintWriter file) {
    this.file = file;
  }

  static RunLog open(Path path) {
    try {
      return new RunLog(
          new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), true));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  synchronized void line(String text) {
    // One line of text stays one: a second could pass for another event.
    file.println(TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + PlainWriter.line(text));
  }

  /** Tasks whose results were in the store already. */
  synchronized int known() {
    return known;
  }

  /** All tasks that are done, for better or worse. */
  synchronized int done() {
    return done;
  }

  @Override
  public synchronized void on(Event event) {
    if (event instanceof Event.Started started) {
      line("begin   " + started.title());
    } else if (event instanceof Event.Finished finished) {
      done++;
      known += finished.cached() ? 1 : 0;
      line((finished.cached() ? "known   " : "end     ") + finished.title());
    } else if (event instanceof Event.Failed failed) {
      done++;
      line("failure " + failed.title() + ": " + failed.error());
    }
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
