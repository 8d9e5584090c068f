package dev.gauntlet.harness.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** The content of an entry that must be as long as the archive declares, however much it packs. */
final class DeclaredBytes extends InputStream {
  private final InputStream content;
  private final String name;
  private long left;

  DeclaredBytes(InputStream content, String name, long declared) {
    this.content = content;
    this.name = name;
    this.left = declared;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      if (content.read() >= 0) {
        throw new ZipException("its entry " + name + " is longer than the archive declares");
      }
      return -1;
    }
    int read = content.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new ZipException("its entry " + name + " is shorter than the archive declares");
    }
    left -= read;
    return read;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
