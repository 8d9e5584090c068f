package dev.gauntlet.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file on its way: bytes are added under a temporary name, and it gets its final name only when
 * it is whole and on the disk. Whatever the disk refuses becomes a {@link DatasetException}.
 */
final class PartFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private PartFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens it, with what an earlier attempt left in it. */
  static PartFile open(Path path) {
    try {
      return new PartFile(
          path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw DatasetException.unwritable(path, e);
    }
  }

  /** How many bytes it has. */
  long length() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw DatasetException.unwritable(path, e);
    }
  }

  /** Adds the first {@code count} bytes at the end. */
  void append(byte[] bytes, int count) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
      channel.position(channel.size());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw DatasetException.unwritable(path, e);
    }
  }

  /** Drops all bytes. */
  void clear() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw DatasetException.unwritable(path, e);
    }
  }

  /** All bytes it has. */
  byte[] read() {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw DatasetException.unwritable(path, e);
    }
  }

  /** Gives it its final name, replacing what has that name, in one step. */
  void publish(Path name) {
    try {
      channel.force(true);
      channel.close(); // Windows does not move open files
      Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw DatasetException.unwritable(name, e);
    }
  }

  /** Closes it and, where nothing is in it, removes it. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return; // published
    }
    try {
      boolean empty = channel.size() == 0;
      channel.close();
      if (empty) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw DatasetException.unwritable(path, e);
    }
  }
}
