package dev.gauntlet.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Space is named as the remedy only where it is missing; the disk of these tests is not full. */
class WriteFailureTest {
  @TempDir private static Path folder;

  static Stream<IOException> forWantOfSpace() {
    return Stream.of(
        new IOException("No space left on device"),
        new FileSystemException("a", null, "No space left on device"),
        new FileSystemException("a", null, "Disk quota exceeded"),
        new IIOException("I/O error writing PNG", new IOException("No space left on device")));
  }

  static Stream<IOException> forAnotherReason() {
    return Stream.of(
        new AccessDeniedException("a"),
        new NoSuchFileException("a"),
        new FileAlreadyExistsException("a"),
        new DirectoryNotEmptyException("a"),
        new FileSystemException("a", null, "Read-only file system"),
        new FileSystemException("a", null, "Not a directory"),
        new FileSystemException("a", null, "Too many open files"),
        new FileSystemException("a", null, "File name too long"),
        new IOException("Input/output error"));
  }

  @ParameterizedTest
  @MethodSource("forWantOfSpace")
  void aFullDiskIsNamed(IOException cause) {
    assertThat(StoreException.cannotWrite(folder.resolve("a/b"), cause))
        .hasMessageEndingWith(
            "; free some space, or set GAUNTLET_HOME to a writable folder elsewhere");
  }

  @ParameterizedTest
  @MethodSource("forAnotherReason")
  void anotherReasonIsNotTakenForAFullDisk(IOException cause) {
    assertThat(StoreException.cannotWrite(folder.resolve("a/b"), cause))
        .hasMessageEndingWith("; set GAUNTLET_HOME to a writable folder elsewhere")
        .hasMessageNotContaining("space");
  }
}
