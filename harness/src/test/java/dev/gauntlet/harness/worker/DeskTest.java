package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {
  @TempDir private Path folder;
  private Desk desk;
  private Path out;

  @BeforeEach
  void make() {
    desk = Desk.in(folder);
    out = desk.folder().resolve("out");
  }

  @Test
  void whatIsLaidLiesWhereTheWorkerMayRead() {
    String name = desk.lay("images.npz", Npz.floats("images", new float[2], new Shape(2)));
    assertThat(name).isEqualTo("in/images.npz");
    assertThat(desk.folder().resolve(name)).isRegularFile();
  }

  @Test
  void aCheckpointIsLaidOnceAndWithoutTheStoresOwnFiles() throws IOException {
    Path stored = Files.createDirectory(folder.resolve("stored"));
    for (String file : new String[] {"model.npz", "model.json", "task.json", "manifest.json"}) {
      Files.writeString(stored.resolve(file), file);
    }
    CheckpointFiles files = new CheckpointFiles(stored.toString(), "a model", Map.of());
    CheckpointFiles laid = desk.lay(files);
    assertThat(desk.lay(files)).isEqualTo(laid);
    assertThat(laid.directory()).doesNotContain("stored");
    assertThat(desk.folder().resolve(laid.directory()))
        .isDirectoryContaining("glob:**/model.npz")
        .isDirectoryNotContaining("glob:**/task.json")
        .isDirectoryNotContaining("glob:**/manifest.json");
    // A copy: whoever changes it changes nothing in the store.
    Files.writeString(desk.folder().resolve(laid.directory()).resolve("model.npz"), "changed");
    assertThat(stored.resolve("model.npz")).hasContent("model.npz");
  }

  @Test
  void whatAWorkerWroteIsMovedOutOfItsReach() throws IOException {
    Files.writeString(out.resolve("images.npz"), "answer");
    Path target = folder.resolve("taken");
    desk.take("images.npz", target);
    assertThat(target).hasContent("answer");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void whatMayBeMissingIsTakenWhereItIsThere() throws IOException {
    Path target = folder.resolve("taken");
    assertThat(desk.takeIfWritten("reported.npz", target)).isFalse();
    Files.writeString(out.resolve("reported.npz"), "report");
    assertThat(desk.takeIfWritten("reported.npz", target)).isTrue();
    assertThat(target).hasContent("report");
    Files.createSymbolicLink(out.resolve("reported.npz"), folder.resolve("secret"));
    assertThatThrownBy(() -> desk.takeIfWritten("reported.npz", folder.resolve("next")))
        .isInstanceOf(WorkerException.class);
  }

  /** The system does not move a folder that is closed to its owner; that must not end the run. */
  @Test
  void aClosedFolderInAFilesPlaceIsTheWorkersFault() throws IOException {
    Path closed = Files.createDirectory(out.resolve("images.npz"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    assertThatThrownBy(() -> desk.take("images.npz", folder.resolve("taken")))
        .isInstanceOf(WorkerException.class)
        .hasMessage("'images.npz', which the worker was to write, is no file");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "labels");
    Files.createSymbolicLink(out.resolve("images.npz"), secret);
    Path target = folder.resolve("taken");
    assertThatThrownBy(() -> desk.take("images.npz", target))
        .isInstanceOf(WorkerException.class)
        .hasMessage("'images.npz', which the worker was to write, is no file");
    assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(secret).hasContent("labels");
  }

  @Test
  void aMissingFileOrAFolderInItsPlaceIsRefused() throws IOException {
    assertThatThrownBy(() -> desk.take("images.npz", folder.resolve("taken")))
        .isInstanceOf(WorkerException.class)
        .hasMessage("the worker left no 'images.npz'");
    Files.createDirectories(out.resolve("images.npz/deep"));
    assertThatThrownBy(() -> desk.take("images.npz", folder.resolve("taken")))
        .hasMessageContaining("is no file");
    assertThat(folder.resolve("taken")).doesNotExist();
  }

  @Test
  void aFolderIsTakenWithItsFilesAndNothingElse() throws IOException {
    desk.expectFolder("checkpoint");
    Files.writeString(out.resolve("checkpoint/weights"), "w");
    desk.takeFolder("checkpoint", folder.resolve("one"));
    assertThat(folder.resolve("one/weights")).hasContent("w");

    desk.expectFolder("checkpoint");
    Files.createSymbolicLink(out.resolve("checkpoint/weights"), folder.resolve("one/weights"));
    assertThatThrownBy(() -> desk.takeFolder("checkpoint", folder.resolve("two")))
        .isInstanceOf(WorkerException.class)
        .hasMessage("the worker wrote 'weights' into 'checkpoint', which is no file");
    assertThat(folder.resolve("one/weights")).hasContent("w");
  }

  @Test
  void aFolderThatIsALinkIsRefused() throws IOException {
    Files.createSymbolicLink(out.resolve("checkpoint"), folder);
    assertThatThrownBy(() -> desk.takeFolder("checkpoint", folder.resolve("taken")))
        .hasMessageContaining("is no folder");
    assertThat(folder).exists();
  }

  @Test
  void filesThatTheirOwnerMayNotReadAreTakenAllTheSame() throws IOException {
    desk.expectFolder("checkpoint");
    Path file = Files.writeString(out.resolve("checkpoint/weights"), "w");
    Files.setPosixFilePermissions(file, java.util.Set.of());
    Files.setPosixFilePermissions(out.resolve("checkpoint"), java.util.Set.of());
    desk.takeFolder("checkpoint", folder.resolve("taken"));
    assertThat(folder.resolve("taken/weights")).isReadable().hasContent("w");
  }

  @Test
  void whatIsWrittenIsCountedFileByFile() throws IOException {
    long empty = desk.written(1 << 20);
    Files.write(out.resolve("a"), new byte[10_000]);
    for (int i = 0; i < 10; i++) {
      Files.createFile(out.resolve("empty-" + i));
    }
    assertThat(desk.written(1 << 20) - empty).isEqualTo(10_000 + 10 * 4096);
    assertThat(desk.written(100)).isGreaterThan(100);
  }

  @Test
  void itIsClearedWhateverLiesOnIt() throws IOException {
    Path deep = out;
    for (int i = 0; i < 20; i++) {
      deep = Files.createDirectory(deep.resolve("d".repeat(200)));
    }
    Path closed = Files.createDirectory(out.resolve("closed"));
    Files.createFile(closed.resolve("file"));
    Files.setPosixFilePermissions(closed, java.util.Set.of());
    desk.clear();
    assertThat(desk.folder()).doesNotExist();
  }
}
