package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Request;
import dev.gauntlet.harness.worker.message.Told;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The main class of a worker process: requests come in on standard input, one a line, replies go
 * out on standard output.
 */
public final class WorkerMain {
  private WorkerMain() {}

  /** Serves until standard input ends, that is, until the harness closes it or dies. */
  public static void main(String[] arguments) throws InterruptedException {
    // A plugin that formats or parses without a locale does so alike on every machine.
    Locale.setDefault(Locale.ROOT);
    // Whatever a plugin prints goes to the log; the line to the harness is ours alone.
    PrintStream replies =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    InputStream in = System.in;
    System.setIn(InputStream.nullInputStream());

    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(in, requests), "requests");
    reader.setDaemon(true);
    reader.start();

    Line harness = new Line(replies);
    Session session =
        new Session(
            harness::send,
            asked -> {
              harness.send(asked);
              return (Told) harness.open(take(requests));
            });
    while (true) {
      harness.send(session.answer(harness.open(requests.take())));
    }
  }

  private static String take(BlockingQueue<String> requests) {
    try {
      return requests.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the harness answers", e);
    }
  }

  private static void read(InputStream in, BlockingQueue<String> requests) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(line);
      }
    } catch (IOException e) {
      System.err.println("worker: the line to the harness broke: " + e);
    }
    // The harness is gone or done: nothing here is worth finishing, and no plugin may object.
    Runtime.getRuntime().halt(0);
  }

  /** The way back to the harness. Each request brings the nonce that its replies begin with. */
  private static final class Line {
    private final PrintStream replies;
    private Nonce nonce;

    Line(PrintStream replies) {
      this.replies = replies;
    }

    synchronized Request open(String line) {
      nonce = Nonce.of(line);
      try {
        return Json.mapper().readValue(nonce.open(line).orElseThrow(), Request.class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    synchronized void send(Reply reply) {
      try {
        replies.println(nonce.stamp(Json.mapper().writeValueAsString(reply)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
