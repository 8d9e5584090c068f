package dev.gauntlet.harness.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Paths as people write them, and what to do about those that cannot be one. */
final class PathText implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(explain(e));
    }
  }

  /** One sentence for people. */
  static String explain(InvalidPathException e) {
    return e.getInput().indexOf('\0') >= 0
        ? "'" + e.getInput() + "' is no path: it has a NUL character"
        : "the path '"
            + e.getInput()
            + "' has characters that this locale ("
            + System.getProperty("sun.jnu.encoding", "of unknown encoding")
            + ") cannot encode; set LC_ALL=C.UTF-8, or use a path of ASCII characters";
  }
}
