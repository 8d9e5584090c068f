package dev.gauntlet.harness.isolation;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs of the system. */
public final class Program {
  private static final long SECONDS_ALLOWED = 30;
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

  private Program() {}

  /** The first of this name on the PATH of an environment. */
  public static Optional<Path> find(String name, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs a command that needs no input and prints little. */
  static Trial run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      if (!process.waitFor(SECONDS_ALLOWED, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Trial.of(false, "no answer within " + SECONDS_ALLOWED + " seconds");
      }
      return Trial.of(
          process.exitValue() == 0,
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Trial.of(false, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Trial.of(false, "interrupted");
    }
  }

  /** What a program calls its version. */
  static String version(Path program) {
    Matcher version = VERSION.matcher(run(List.of(program.toString(), "--version")).lastLine());
    return version.find() ? version.group() : "of unknown version";
  }
}
