package dev.gauntlet.harness.isolation;

import dev.gauntlet.harness.suite.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a Java process is given of the machine.
 *
 * @param java the folder of the Java that runs the harness
 * @param arguments of the java command
 * @param variables the names of the environment variables that are set for it
 * @param desk a folder with {@code in}, which it may read, and {@code out}, which it may also write
 * @param readable files and folders that it finds under the same path as outside, to read
 * @param gpu whether it needs the graphics cards
 */
public record Enclosure(
    Path java,
    List<String> arguments,
    Set<String> variables,
    Path desk,
    List<Path> readable,
    boolean gpu,
    Limits limits) {
  /** Where a confined worker sees its desk: the path outside would tell who runs the harness. */
  static final String DESK = "/desk";

  /** Where it may leave temporary files. */
  static final String TEMPORARY = "/tmp";

  public Enclosure {
    arguments = List.copyOf(arguments);
    variables = Set.copyOf(variables);
    readable = List.copyOf(readable);
  }

  /** The java command, outside. */
  String javaCommand() {
    return java.resolve("bin").resolve("java").toString();
  }

  /** What the harness lays in for it. */
  Path in() {
    return desk.resolve("in");
  }

  /** What it leaves for the harness. */
  Path out() {
    return desk.resolve("out");
  }
}
