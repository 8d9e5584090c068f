package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gauntlet.harness.isolation.Program;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/harness}, as a shell starts it. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final Path LAUNCHER = Path.of("../bin/harness").toAbsolutePath().normalize();
  private static final Path DISTRIBUTION = Path.of("target/gauntlet").toAbsolutePath();
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir private Path folder;

  @BeforeAll
  static void thereIsADistribution() {
    assumeThat(DISTRIBUTION.resolve("VERSION"))
        .as("the distribution, which the package phase assembles")
        .exists();
  }

  @Test
  void aDistributionRunsFromAnyFolderAndThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("gauntlet"), DISTRIBUTION);
    Path command =
        Files.createSymbolicLink(folder.resolve("harness"), Path.of("gauntlet/bin/harness"));
    assertThat(link.resolve("bin/harness")).isExecutable();

    Outcome outcome = run(command, Map.of("JAVA_HOME", JAVA_HOME), "version");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("gauntlet 0.").contains("plugin-api 1.");
    Files.delete(link);
  }

  @Test
  void optionsForJavaAreHandedOn() throws Exception {
    Outcome outcome =
        run(
            DISTRIBUTION.resolve("bin/harness"),
            Map.of("JAVA_HOME", JAVA_HOME, "JAVA_OPTS", "-Dx=y -showversion"),
            "version");

    assertThat(outcome.err()).contains(System.getProperty("java.version"));
  }

  @Test
  void aWrongJavaHomeIsSaid() throws Exception {
    Outcome outcome = run(LAUNCHER, Map.of("JAVA_HOME", folder.toString()), "version");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error: JAVA_HOME is '" + folder + "', but there is no bin/java in it")
        .hasLineCount(1);
  }

  @Test
  void noJavaIsSaid() throws Exception {
    Outcome outcome = run(LAUNCHER, Map.of("PATH", tools().toString()), "version");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: no java found; install a JDK 17").hasLineCount(1);
  }

  @Test
  void anOldJavaIsSaid() throws Exception {
    script("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

    Outcome outcome = run(LAUNCHER, Map.of("PATH", tools().toString()), "version");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("/java is Java 11; install a JDK 17").hasLineCount(1);
  }

  @Test
  void sourcesWithoutMavenAreSaid() throws Exception {
    Path checkout = checkout();

    Outcome outcome =
        run(
            checkout.resolve("bin/harness"),
            Map.of("JAVA_HOME", JAVA_HOME, "PATH", tools().toString()),
            "version");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "error: Gauntlet is not built yet and there is no mvn to build it; install Maven 3.8 or"
                + " newer\n");
  }

  @Test
  void sourcesAreBuiltOnceAndAgainWhenTheyChange() throws Exception {
    Path checkout = checkout();
    Path distribution = checkout.resolve("harness/target/gauntlet");
    // Stands for Maven: what it builds is the distribution at hand.
    script(
        "mvn",
        "echo \"$@\" >> '%s'".formatted(folder.resolve("builds")),
        "mkdir -p '%s'".formatted(distribution),
        "ln -sfn '%s' '%s'".formatted(DISTRIBUTION.resolve("lib"), distribution.resolve("lib")),
        "touch '%s'".formatted(distribution.resolve("VERSION")));
    Map<String, String> environment = Map.of("JAVA_HOME", JAVA_HOME, "PATH", tools().toString());
    Path launcher = checkout.resolve("bin/harness");

    Outcome first = run(launcher, environment, "version");
    Outcome second = run(launcher, environment, "version");
    Path source = checkout.resolve("harness/src/main/java/New.java");
    Files.createDirectories(source.getParent());
    TimeUnit.MILLISECONDS.sleep(20);
    Files.writeString(source, "");
    Outcome third = run(launcher, environment, "version");

    assertThat(first.err()).startsWith("Building Gauntlet (first run: ");
    assertThat(second.err()).isEmpty();
    assertThat(third.err())
        .isEqualTo("Building Gauntlet (harness/src/main/java/New.java has changed) ...\n");
    assertThat(third.out()).contains("gauntlet 0.");
    assertThat(folder.resolve("builds")).content().hasLineCount(2).contains("-Dmaven.test.skip");
    Files.delete(distribution.resolve("lib"));
  }

  private record Outcome(int exit, String out, String err) {}

  /** A source checkout with nothing in it. */
  private Path checkout() throws IOException {
    Path checkout = folder.resolve("check out");
    Files.createDirectories(checkout.resolve("bin"));
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.copy(LAUNCHER, checkout.resolve("bin/harness"));
    executable(checkout.resolve("bin/harness"));
    return checkout;
  }

  /** A PATH with the tools that the launcher itself needs and those the test adds. */
  private Path tools() throws IOException {
    Path tools = folder.resolve("tools");
    Files.createDirectories(tools);
    for (String tool :
        List.of("readlink", "dirname", "sed", "head", "find", "mkdir", "ln", "touch")) {
      Path script = tools.resolve(tool);
      if (Files.notExists(script)) {
        Files.writeString(
            script,
            "#!/bin/sh\nexec '%s' \"$@\"\n"
                .formatted(Program.find(tool, System.getenv()).orElseThrow()));
        executable(script);
      }
    }
    return tools;
  }

  private void script(String name, String... lines) throws IOException {
    Path script = tools().resolve(name);
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    executable(script);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Outcome run(Path launcher, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(args));
    builder.directory(folder.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    Process process = builder.redirectOutput(out).redirectError(err).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readString(out.toPath(), StandardCharsets.UTF_8),
        Files.readString(err.toPath(), StandardCharsets.UTF_8));
  }
}
