package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gauntlet.harness.isolation.Program;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/harness}, as a shell starts it. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final Path LAUNCHER = Path.of("../bin/harness").toAbsolutePath().normalize();
  private static final Path DISTRIBUTION = Path.of("target/gauntlet").toAbsolutePath();
  private static final String JAVA_HOME = System.getProperty("java.home");

  /** Makes a distribution in a folder outside ASCII, which a JVM in the C locale cannot name. */
  private static final String DISTRIBUTION_ELSEWHERE =
      "d=$PWD/$(printf 'pr\\303\\274fung')\n"
          + "mkdir -p \"$d/bin\"; cp '%s' \"$d/bin\"; ln -s '%s/lib' \"$d/lib\"\ntrap 'rm \"$d/lib\"' EXIT\n"
              .formatted(LAUNCHER, DISTRIBUTION);

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
  void aBuiltCheckoutWhoseSourcesChangedSaysSoWithoutMaven() throws Exception {
    Path checkout = checkout();
    Path built = Files.createDirectories(checkout.resolve("harness/target/gauntlet"));
    Files.createFile(built.resolve("VERSION"));
    newer(checkout.resolve("harness/src/main/java/New.java"), built);

    Outcome outcome =
        run(
            checkout.resolve("bin/harness"),
            Map.of("JAVA_HOME", JAVA_HOME, "PATH", tools().toString()),
            "version");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith(
            "error: harness/src/main/java/New.java has changed since Gauntlet was built, and there"
                + " is no mvn to build it anew; install Maven 3.8 or newer, or run what was built"
                + " before with ")
        .endsWith("harness/target/gauntlet/bin/harness\n")
        .hasLineCount(1);
  }

  @Test
  void onlySourcesOfTheBuildAreBuilt() throws Exception {
    Path checkout = checkout();
    Path built = Files.createDirectories(checkout.resolve("harness/target/gauntlet"));
    Files.createSymbolicLink(built.resolve("lib"), DISTRIBUTION.resolve("lib"));
    Files.createFile(built.resolve("VERSION"));
    for (String file :
        List.of(
            "suites/mine.yaml",
            "bin/harness",
            "docs/page.md",
            "harness/src/test/java/New.java",
            "plugins/benchmarks/src/main/java/New.java",
            "plugins/of-a-team/src/main/java/New.java",
            "plugins/of-a-team/pom.xml")) {
      newer(checkout.resolve(file), built);
    }

    Outcome outcome =
        run(
            checkout.resolve("bin/harness"),
            Map.of("JAVA_HOME", JAVA_HOME, "PATH", tools().toString()),
            "evaluate",
            "--suite=min");

    // Nothing was to be built, and the suite is known without a build.
    assertThat(outcome.err()).contains("there is no suite 'min'; did you mean 'mine'?");
    Files.delete(built.resolve("lib"));
  }

  @Test
  void everythingThatABuildTakesInIsWatched() throws Exception {
    Path checkout = checkout();
    Path built = Files.createDirectories(checkout.resolve("harness/target/gauntlet"));
    Files.createFile(built.resolve("VERSION"));
    for (String file :
        List.of(
            "pom.xml",
            "harness/pom.xml",
            "harness/src/assembly/distribution.xml",
            "datasets/src/main/resources/data.gz",
            "plugins/pom.xml",
            "plugins/pgd/src/main/resources/weights.npz",
            "plugins/toolkit/src/main/java/New.java")) {
      Path source = checkout.resolve(file);
      newer(source, built);

      Outcome outcome =
          run(
              checkout.resolve("bin/harness"),
              Map.of("JAVA_HOME", JAVA_HOME, "PATH", tools().toString()),
              "version");

      assertThat(outcome.err()).startsWith("error: " + file + " has changed since");
      Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    }
  }

  @Test
  void aBuildSaysWhatItDoes() throws Exception {
    Path checkout = checkout();
    script(
        "mvn",
        "echo '[INFO] Scanning for projects...'",
        "echo '[INFO] Downloading from central: https://host/mxnet-native-mkl-1.9.1.jar'",
        "echo '[INFO] Downloading from central: https://host/small.jar'",
        "echo '[INFO] Building Gauntlet: data sets 0.1.0            [3/34]'",
        "echo '[WARNING] of no interest'",
        "echo '[ERROR] no space'",
        "exit 1");

    Outcome outcome =
        run(
            checkout.resolve("bin/harness"),
            Map.of("JAVA_HOME", JAVA_HOME, "PATH", tools().toString()),
            "version");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            """
            Building Gauntlet (first run: this takes a few minutes) ...
              downloading mxnet-native-mkl-1.9.1.jar
              [3/34] Gauntlet: data sets 0.1.0
            [ERROR] no space
            error: the build failed; see Maven's messages above
            """);
  }

  @Test
  void aPathThatNoClassPathCanHaveIsSaidBeforeABuild() throws Exception {
    Path checkout = Files.move(checkout(), folder.resolve("check:out"));
    script("mvn", "echo built >&2");

    Outcome outcome =
        run(
            checkout.resolve("bin/harness"),
            Map.of("JAVA_HOME", JAVA_HOME, "PATH", tools().toString()),
            "version");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error: the path '" + checkout.toRealPath())
        .endsWith(
            "has a ':', which separates entries of Java's class path; move or rename the"
                + " folder\n")
        .hasLineCount(1);
  }

  @Test
  void aPathOutsideAsciiWorksInTheCLocale() throws Exception {
    assumeThat(shell("LC_ALL=C.UTF-8 locale charmap").out()).isEqualTo("UTF-8\n");

    Outcome outcome = shell(DISTRIBUTION_ELSEWHERE + "LC_ALL=C \"$d/bin/harness\" version");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("gauntlet 0.");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void aPathThatNoLocaleAtHandCanEncodeIsSaid() throws Exception {
    script("locale", "echo ANSI_X3.4-1968");
    script("tr", "exec '%s' \"$@\"".formatted(Program.find("tr", System.getenv()).orElseThrow()));

    Outcome outcome =
        shell(
            DISTRIBUTION_ELSEWHERE + "PATH='" + tools() + "' LC_ALL=C \"$d/bin/harness\" version");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error: the path '")
        .contains("has characters outside ASCII, which Java cannot name in this locale; set LC_ALL")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @DisabledOnOs(OS.MAC) // where Java names files in UTF-8 whatever the locale
  @ValueSource(
      strings = {
        "GAUNTLET_HOME=\"$name\" HARNESS datasets list",
        "HARNESS datasets list --home=\"$name\"",
        "HARNESS evaluate --suite=\"$name.yaml\"",
        "HARNESS plugins list --plugins=\"$name\"",
      })
  void otherPathsThatTheLocaleCannotEncodeAreSaid(String command) throws Exception {
    // No 'locale' is on this PATH: the launcher cannot tell, and the locale stays what it is.
    String start = "PATH='" + tools() + "' LC_ALL=C '" + DISTRIBUTION + "/bin/harness'";

    Outcome outcome = shell("name=$(printf 'caf\\303\\251')\n" + command.replace("HARNESS", start));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error: ")
        .doesNotContain("internal error", "Exception")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "--help", "datasets list", "generate-completion"})
  void outputThatIsLostIsAFailure(String command) throws Exception {
    assumeThat(Path.of("/dev/full")).exists();

    Outcome outcome = shell("'" + DISTRIBUTION + "/bin/harness' " + command + " > /dev/full");

    assertThat(outcome.err())
        .startsWith("error: cannot write to standard output: ")
        .hasLineCount(1);
    assertThat(outcome.exit()).isEqualTo(2);
  }

  @Test
  void aReaderThatHasEnoughIsNoFailure() throws Exception {
    Outcome outcome =
        shell("mkfifo pipe\n(: < pipe) &\n'" + DISTRIBUTION + "/bin/harness' --help > pipe\n");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX) // other systems' script has other options
  @CsvSource({"TERM=xterm, true", "TERM=dumb, false", "TERM=xterm NO_COLOR=1, false"})
  void helpHasColoursWhereATerminalKnowsThem(String environment, boolean colours) throws Exception {
    assumeThat(Program.find("script", System.getenv())).as("util-linux").isPresent();

    Outcome help = onTerminal(environment, "--help");
    Outcome usage = onTerminal(environment, "");

    assertThat(help.out()).contains("evaluate");
    assertThat(help.out().contains("\u001b")).isEqualTo(colours);
    assertThat(usage.out()).contains("evaluate").doesNotContain("\u001b", "\ufffd");
  }

  @Test
  void aCheckoutHasUnixLinesWhateverGitIsToldToDo() throws Exception {
    assumeThat(Program.find("git", System.getenv())).as("git").isPresent();
    Path root = LAUNCHER.getParent().getParent();

    Outcome outcome =
        shell(
            "unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE\n"
                + "export HOME=\"$PWD\" GIT_CONFIG_NOSYSTEM=1\n"
                + "git init -q origin && cd origin\n"
                + "git config core.autocrlf false\n"
                + "git config user.email a@example.org && git config user.name a\n"
                + "cp '%s/.gitattributes' . && mkdir bin && cp '%s/bin/harness' bin\n"
                    .formatted(root, root)
                + "cp '%s/docs/leaderboard.png' .\n".formatted(root)
                + "git add . && git commit -q -m all && cd ..\n"
                + "git -c core.autocrlf=true clone -q origin clone\n");

    assertThat(outcome.err()).isEmpty();
    assertThat(folder.resolve("clone/bin/harness")).hasSameBinaryContentAs(LAUNCHER);
    assertThat(folder.resolve("clone/leaderboard.png"))
        .hasSameBinaryContentAs(root.resolve("docs/leaderboard.png"));
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
    Files.writeString(source, "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
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

  /** A source checkout with nothing in it but the names of its modules. */
  private Path checkout() throws IOException {
    Path checkout = folder.resolve("check out");
    Files.createDirectories(checkout.resolve("bin"));
    Files.createDirectories(checkout.resolve("plugins"));
    for (String pom : List.of("pom.xml", "plugins/pom.xml")) {
      Files.copy(LAUNCHER.resolve("../..").resolve(pom).normalize(), checkout.resolve(pom));
      Files.setLastModifiedTime(checkout.resolve(pom), FileTime.fromMillis(0));
    }
    Files.copy(LAUNCHER, checkout.resolve("bin/harness"));
    executable(checkout.resolve("bin/harness"));
    return checkout;
  }

  /** Writes a file, and makes it newer than what was built. */
  private static void newer(Path file, Path built) throws IOException {
    Files.createDirectories(file.getParent());
    Files.setLastModifiedTime(built.resolve("VERSION"), FileTime.fromMillis(1_000_000_000_000L));
    Files.write(file, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
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

  private Outcome onTerminal(String environment, String command) throws Exception {
    return shell(
        "unset NO_COLOR\nenv %s script -qec \"'%s/bin/harness' %s\" /dev/null < /dev/null"
            .formatted(environment, DISTRIBUTION, command));
  }

  /** Runs a script in the test's folder. */
  private Outcome shell(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("script.sh"), "set -e\n" + script + "\n");
    return run(
        Path.of("/bin/sh"),
        Map.of("JAVA_HOME", JAVA_HOME, "GAUNTLET_HOME", folder.resolve("home").toString()),
        file.toString());
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
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readString(out.toPath(), StandardCharsets.UTF_8),
        Files.readString(err.toPath(), StandardCharsets.UTF_8));
  }
}
