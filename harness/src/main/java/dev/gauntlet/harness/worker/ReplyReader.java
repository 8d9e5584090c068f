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

/** Reads a worker's replies, one JSON object a line; believes nothing that it has not parsed. */
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
   * @param reply what it says; null where it says nothing
   * @param rubbish what it is instead; null where it is a reply
   * @param end whether there is no line, because the worker closed its end
   */
  record Line(Reply reply, String rubbish, boolean end) {}

  private void read(InputStream in) {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
        } else {
          lines.put(parse(line.toString(StandardCharsets.UTF_8)));
          line.reset();
        }
        if (line.size() > LONGEST_LINE) {
          lines.put(new Line(null, "a line of more than 16 MiB", false));
          return;
        }
      }
      lines.put(new Line(null, null, true));
    } catch (IOException e) {
      lines.offer(new Line(null, null, true));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Line parse(String line) {
    try {
      return new Line(Json.mapper().readValue(line, Reply.class), null, false);
    } catch (JsonProcessingException e) {
      String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
      return new Line(null, "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'", false);
    }
  }
}
