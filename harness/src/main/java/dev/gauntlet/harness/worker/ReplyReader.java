package dev.gauntlet.harness.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.worker.message.Reply;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads the lines that a worker writes to standard output; they may be anything. */
final class ReplyReader {
  private static final int LONGEST_LINE = 16 << 20;
  private static final int SHOWN = 120;

  private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(1024);

  ReplyReader(InputStream in, String name) {
    Thread thread = new Thread(() -> read(new BufferedInputStream(in)), name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The next line, if one comes in time. */
  Optional<Line> poll(long timeout, TimeUnit unit) throws InterruptedException {
    return Optional.ofNullable(lines.poll(timeout, unit));
  }

  /**
   * One line.
   *
   * @param end whether there is none, because the worker closed its end
   */
  record Line(String text, boolean end) {
    private static final Line NONE = new Line("", true);
  }

  private void read(InputStream in) {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
        } else {
          lines.put(new Line(line.toString(StandardCharsets.UTF_8), false));
          line.reset();
        }
        if (line.size() > LONGEST_LINE) {
          lines.put(new Line("(a line of more than 16 MiB)", false));
          return;
        }
      }
      lines.put(Line.NONE);
    } catch (IOException e) {
      lines.offer(Line.NONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The reply that a text is, if it is one. */
  static Optional<Reply> parse(String text) {
    try {
      return Optional.of(Json.mapper().readValue(text, Reply.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The beginning of a text, in quotes, without what a terminal would act on. */
  static String excerpt(String text) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
