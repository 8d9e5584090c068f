package dev.gauntlet.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user whom the system does not list, as with {@code docker run --user 12345}. */
class NoHomeFolderIT {
  @TempDir private Path folder;
  private CommandLineTrial trial;

  @BeforeEach
  void install() throws IOException {
    trial = new CommandLineTrial(folder.resolve("trial"));
  }

  @Test
  void theStoreIsInTheHomeOfTheEnvironmentAndNotInTheWorkingDirectory() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));

    assertThat(run(Optional.of(home), "store", "list")).as(said()).isZero();

    assertThat(home.resolve(".cache/gauntlet/store")).isDirectory();
    // This one looks for GPUs, with a library that unpacks itself.
    assertThat(run(Optional.of(home), "train", "nothing")).as(said()).isEqualTo(2);
    assertThat(said()).contains("nothing");
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void withoutOneTheRemedyIsSaidAndAnOptionHelps() throws Exception {
    assertThat(run(Optional.empty(), "store", "list")).isEqualTo(2);
    assertThat(said()).startsWith("error: there is no home folder").contains("set GAUNTLET_HOME");
    assertThat(said()).hasLineCount(1);

    assertThat(run(Optional.empty(), "version")).as(said()).isZero();
    assertThat(run(Optional.empty(), "store", "list", "--home", folder.resolve("s").toString()))
        .as(said())
        .isZero();
    assertThat(run(Optional.empty(), "train", "nothing", "--home", folder.resolve("s").toString()))
        .as(said())
        .isEqualTo(2);
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  private int run(Optional<Path> home, String... arguments) throws Exception {
    List<String> command = trial.process(arguments);
    command.add(1, "-Duser.home=?");
    File work = Files.createDirectories(folder.resolve("work")).toFile();
    ProcessBuilder builder = new ProcessBuilder(command).directory(work);
    builder.environment().remove("GAUNTLET_HOME");
    builder.environment().remove("HOME");
    home.ifPresent(path -> builder.environment().put("HOME", path.toString()));
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("err"), UTF_8);
  }
}
