package dev.gauntlet.harness.worker;

import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Request;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    // Whatever a plugin prints goes to the log; the line to the harness is ours alone.
    PrintStream replies =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    InputStream in = System.in;
    System.setIn(InputStream.nullInputStream());

    BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(in, requests), "requests");
    reader.setDaemon(true);
    reader.start();

    Session session = new Session(reply -> send(replies, reply));
    while (true) {
      send(replies, session.answer(requests.take()));
    }
  }

  private static void read(InputStream in, BlockingQueue<Request> requests) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(Json.mapper().readValue(line, Request.class));
      }
    } catch (IOException e) {
      System.err.println("worker: the line to the harness broke: " + e);
    }
    // The harness is gone or done: nothing here is worth finishing, and no plugin may object.
    Runtime.getRuntime().halt(0);
  }

  private static void send(PrintStream replies, Reply reply) {
    try {
      String line = Json.mapper().writeValueAsString(reply);
      synchronized (replies) {
        replies.println(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
