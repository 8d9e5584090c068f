package dev.gauntlet.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir private Path temporary;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void whoComesWhileAnotherWritesWaitsAndFilesThatBelongTogetherAreOfOne() throws Exception {
    Path folder = temporary.resolve("out");
    AtomicReference<Thread> later = new AtomicReference<>();
    OutputFolder.write(
        folder,
        staged -> {
          Files.writeString(staged.resolve("model.json"), "first");
          later.set(new Thread(() -> write(folder, "second")));
          later.get().start();
          while (later.get().getState() != Thread.State.TIMED_WAITING) {
            assertThat(later.get().isAlive()).as("it waits").isTrue();
            Thread.onSpinWait();
          }
          Files.writeString(staged.resolve("weights.npz"), "first");
        });
    later.get().join();

    assertThat(folder.resolve("model.json")).hasContent("second");
    assertThat(folder.resolve("weights.npz")).hasContent("second");
    assertThat(names(folder)).containsExactlyInAnyOrder("model.json", "weights.npz");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void whatAKilledCommandLeftIsNoObstacleAndOtherFilesStay() throws IOException {
    Path claim = Files.createDirectory(temporary.resolve(".gauntlet-partial"));
    Files.writeString(claim.resolve("model.json"), "half");
    Files.writeString(temporary.resolve(".gauntlet-partial.lock"), "");
    Files.writeString(temporary.resolve("notes.txt"), "mine");

    write(temporary, "whole");

    assertThat(names(temporary))
        .containsExactlyInAnyOrder("model.json", "weights.npz", "notes.txt");
  }

  @Test
  void whatFailsLeavesTheFolderAsItWas() throws IOException {
    write(temporary, "before");

    assertThatThrownBy(
            () ->
                OutputFolder.write(
                    temporary,
                    staged -> {
                      Files.writeString(staged.resolve("model.json"), "after");
                      throw new IOException("no more");
                    }))
        .hasMessage("no more");

    assertThat(temporary.resolve("model.json")).hasContent("before");
    assertThat(names(temporary)).containsExactlyInAnyOrder("model.json", "weights.npz");
  }

  private static void write(Path folder, String content) {
    try {
      OutputFolder.write(
          folder,
          staged -> {
            Files.writeString(staged.resolve("model.json"), content);
            Files.writeString(staged.resolve("weights.npz"), content);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).toList();
    }
  }
}
