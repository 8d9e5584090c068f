package dev.gauntlet.harness.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where results go. Writers and print streams lose the reason why a write failed; this keeps the
 * first one.
 */
final class StandardOutput extends OutputStream {
  private static final int TYPE = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private final OutputStream out;
  private IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** That of the process. */
  static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  /** Why the first write that failed did. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Whether the process writes to another one. That may read as much as it likes and end, as {@code
   * head} does: the only failure of a pipe, and none that anybody wants to hear of.
   */
  static boolean isPipe() {
    try {
      int type = TYPE & (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      return type == PIPE || type == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }
}
