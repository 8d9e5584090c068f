package dev.gauntlet.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads a file from one mirror, going on where an earlier attempt stopped.
 *
 * <p>On {@link HttpURLConnection}, since {@code java.net.http} has no limit for the time in which a
 * body makes no progress: a mirror that stalls would be waited for for ever.
 */
final class Download {
  private static final int STALLED_MILLIS = 30_000;
  private static final int ATTEMPTS = 5;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");
  private static final long UNKNOWN = -1;

  private final URI mirror;
  private final String file;
  private final long limit;
  private final PullProgress progress;

  /**
   * Prepares a download.
   *
   * @param mirror where from, http or https
   * @param file its name, for {@code progress}
   * @param limit the most bytes the file can have
   * @param progress told of every step
   */
  Download(URI mirror, String file, long limit, PullProgress progress) {
    this.mirror = mirror;
    this.file = file;
    this.limit = limit;
    this.progress = progress;
  }

  /**
   * Adds to {@code part} what it lacks. A connection that is cut is taken up again as long as each
   * attempt brings something.
   *
   * @throws IOException if the mirror does not give the file; what came stays in {@code part}
   * @throws DatasetException if the disk does not take it
   */
  void into(PartFile part) throws IOException {
    for (int attempt = 1; ; attempt++) {
      long before = part.length();
      try {
        request(part);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS || part.length() <= before) {
          throw e;
        }
      }
    }
  }

  private void request(PartFile part) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) mirror.toURL().openConnection();
    try {
      connection.setConnectTimeout(STALLED_MILLIS);
      connection.setReadTimeout(STALLED_MILLIS);
      connection.setRequestProperty("Accept-Encoding", "identity"); // the file is the gzip stream
      if (part.length() > 0) {
        connection.setRequestProperty(
            "Range", String.format(Locale.ROOT, "bytes=%d-", part.length()));
      }
      transfer(connection, part);
    } finally {
      connection.disconnect();
    }
  }

  private void transfer(HttpURLConnection connection, PartFile part) throws IOException {
    int status = connection.getResponseCode();
    long total = UNKNOWN;
    switch (status) {
      case HttpURLConnection.HTTP_OK -> {
        part.clear(); // the mirror sends the file from its start, whatever was asked for
        total = connection.getContentLengthLong();
      }
      case HttpURLConnection.HTTP_PARTIAL -> total = totalOfRest(connection, part);
      case 416 -> { // nothing from there on: the part is whole, or it is not from this file
        String whole = String.format(Locale.ROOT, "bytes */%d", part.length());
        if (!whole.equals(connection.getHeaderField("Content-Range"))) {
          requestAnew(part);
        }
        return;
      }
      default -> throw new IOException("HTTP status " + status);
    }
    if (total > limit) {
      throw new IOException(
          String.format(Locale.ROOT, "it offers %d bytes for a file of at most %d", total, limit));
    }
    try (InputStream body = connection.getInputStream()) {
      copy(body, part, total);
    }
    // HttpURLConnection reports a connection that was cut as the end of the body.
    if (total != UNKNOWN && part.length() != total) {
      throw new IOException(
          String.format(
              Locale.ROOT, "the connection ended at byte %d of %d", part.length(), total));
    }
  }

  private void requestAnew(PartFile part) throws IOException {
    if (part.length() == 0) {
      throw new IOException("HTTP status 416 where no range was asked for");
    }
    part.clear();
    request(part);
  }

  /** The length of the whole file, after a check that the mirror goes on where the part ends. */
  private static long totalOfRest(HttpURLConnection connection, PartFile part) throws IOException {
    String range = connection.getHeaderField("Content-Range");
    Matcher matcher = CONTENT_RANGE.matcher(range == null ? "" : range);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) != part.length()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "asked to go on at byte %d, it sent the range %s",
              part.length(),
              range));
    }
    return matcher.group(2).equals("*") ? UNKNOWN : Long.parseLong(matcher.group(2));
  }

  private void copy(InputStream body, PartFile part, long total) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      part.append(buffer, count);
      if (part.length() > limit) {
        part.clear();
        throw new IOException(
            String.format(Locale.ROOT, "it sent more than the %d bytes this file can have", limit));
      }
      progress.advanced(file, part.length(), total);
    }
  }
}
