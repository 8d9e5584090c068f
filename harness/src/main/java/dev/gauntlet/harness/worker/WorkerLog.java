package dev.gauntlet.harness.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a worker writes to standard error: its beginning in a file, its end in memory. */
final class WorkerLog {
  /** A plugin that prints without end must not fill the disk. */
  private static final long LONGEST_FILE = 4 << 20;

  private static final int TAIL = 8 << 10;

  private final StringBuilder tail = new StringBuilder();
  private long printed;
  private final Thread pump;

  WorkerLog(InputStream in, Path file) {
    pump = new Thread(() -> pump(in, file), "log of " + file.getFileName());
    pump.setDaemon(true);
    pump.start();
  }

  /** Forgets what was printed so far: it belongs to an earlier request. */
  synchronized void clear() {
    tail.setLength(0);
    printed = 0;
  }

  /** How many characters were printed since it was cleared. */
  synchronized long printed() {
    return printed;
  }

  /** The last lines. */
  synchronized String tail() {
    return tail.toString();
  }

  /** Waits for the last words of a process that has ended. */
  void join() {
    try {
      pump.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(InputStream in, Path file) {
    try (Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      try (Writer writer = Files.newBufferedWriter(file)) {
        pump(reader, writer);
      } catch (IOException e) {
        append("(the log file ends here: " + e + ")\n");
      }
      // A worker whose lines nobody takes would stand still.
      pump(reader, Writer.nullWriter());
    } catch (IOException e) {
      append("(the log ends here: " + e + ")\n");
    }
  }

  private void pump(Reader reader, Writer writer) throws IOException {
    char[] buffer = new char[4096];
    long written = 0;
    for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
      append(new String(buffer, 0, read));
      if (written < LONGEST_FILE) {
        writer.write(buffer, 0, read);
        writer.flush();
        written += read;
      }
    }
  }

  private synchronized void append(String text) {
    tail.append(text);
    printed += text.length();
    if (tail.length() > TAIL) {
      tail.delete(0, tail.length() - TAIL);
    }
  }
}
