package dev.gauntlet.datasets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A mirror on this machine's loopback address, which can be told to misbehave. */
final class MirrorServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Integer> cuts = Collections.synchronizedMap(new HashMap<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean honoursRange = true;

  MirrorServer(Map<String, byte[]> files) {
    this.files.putAll(files);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create(
        String.format(
            Locale.ROOT,
            "http://%s:%d/",
            server.getAddress().getHostString(),
            server.getAddress().getPort()));
  }

  /** Every request so far: the file, and the range where one was asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  void put(String file, byte[] content) {
    files.put(file, content);
  }

  void remove(String file) {
    files.remove(file);
  }

  /** From now on sends the whole file, whatever range is asked for. */
  void ignoreRange() {
    honoursRange = false;
  }

  /** Ends the next answer for this file after so many bytes. */
  void cutNext(String file, int bytes) {
    cuts.put(file, bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String file = exchange.getRequestURI().getPath().substring(1);
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(range == null ? file : file + " " + range);
    byte[] content = files.get(file);
    try (exchange) {
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      int from = range == null || !honoursRange ? 0 : start(range);
      if (from >= content.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                String.format(
                    Locale.ROOT, "bytes %d-%d/%d", from, content.length - 1, content.length));
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
      Integer cut = cuts.remove(file);
      int to = cut == null ? content.length : Math.min(content.length, from + cut);
      exchange.getResponseBody().write(Arrays.copyOfRange(content, from, to));
      exchange.getResponseBody().flush();
    }
  }

  private static int start(String range) {
    return Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
  }
}
