package dev.gauntlet.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose a temporary directory is, between processes. */
class SweepIT {
  @TempDir private Path home;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aProcessKeepsWhatItHoldsForDaysAndLosesItAtOnceWhenItIsKilled() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = other.inputReader()) {
      Path held = Path.of(said.readLine());
      Files.setLastModifiedTime(held, FileTime.from(Instant.now().minus(Duration.ofDays(3))));

      new Store(home, warning -> {});
      assertThat(held).exists();

      other.destroyForcibly().waitFor();
      new Store(home, warning -> {});
      assertThat(home.resolve("store/tmp")).isEmptyDirectory();
    } finally {
      other.destroyForcibly();
    }
  }

  /** A process to kill. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (Scratch scratch = new Store(Path.of(arguments[0]), warning -> {}).scratch()) {
        System.out.println(scratch.directory());
        System.in.read();
      }
    }
  }
}
