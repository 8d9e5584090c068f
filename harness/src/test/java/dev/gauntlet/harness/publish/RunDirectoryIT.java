package dev.gauntlet.harness.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of runs that several processes share, which may not see one another. */
class RunDirectoryIT {
  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir private Path runs;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aRunInAnotherProcessNamespaceNeitherTakesTheNameOfALivingOneNorSweepsIt() throws Exception {
    Assumptions.assumeTrue(namespaces(), "no bubblewrap that can make process namespaces");
    Process living = run(List.of());
    try (BufferedReader said = living.inputReader()) {
      Path directory = Path.of(said.readLine());
      Files.writeString(directory.resolve("results.json"), "computed");

      Process other = run(elsewhere());
      try (BufferedReader reader = other.inputReader()) {
        assertThat(reader.readLine()).endsWith("-quick-2.partial");
        end(other);
      }
      assertThat(directory.resolve("results.json")).hasContent("computed");

      end(living);
      assertThat(LatestRun.in(runs).resolve("results.json")).hasContent("computed");
      try (Stream<Path> all = Files.list(runs)) {
        assertThat(all).as("two runs, and the link to the newer one").hasSize(3);
      }
    } finally {
      living.destroyForcibly();
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void whatAKilledRunLeftIsSweptAtOnce() throws Exception {
    Process killed = run(List.of());
    try (BufferedReader said = killed.inputReader()) {
      Path directory = Path.of(said.readLine());
      killed.destroyForcibly().waitFor();
      assertThat(directory).exists();
    }

    RunDirectory.begin(runs, "other", START).close();

    assertThat(runs).isEmptyDirectory();
  }

  private Process run(List<String> enclosure) throws IOException {
    List<String> command = new ArrayList<>(enclosure);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Run.class.getName(),
            runs.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void end(Process run) throws Exception {
    run.outputWriter().write('\n');
    run.outputWriter().flush();
    assertThat(run.waitFor()).isZero();
  }

  private static List<String> elsewhere() {
    return List.of("bwrap", "--dev-bind", "/", "/", "--unshare-pid", "--proc", "/proc");
  }

  private static boolean namespaces() throws Exception {
    List<String> command = new ArrayList<>(elsewhere());
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no bubblewrap
    }
  }

  /** A run that is published when it is told to. */
  static final class Run {
    private Run() {}

    public static void main(String[] arguments) throws IOException {
      try (RunDirectory run = RunDirectory.begin(Path.of(arguments[0]), "quick", START)) {
        System.out.println(run.directory());
        if (System.in.read() >= 0) {
          run.publish();
        }
      }
    }
  }
}
