package dev.gauntlet.harness.suite;

import dev.gauntlet.api.Suggestion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds suites by name in a folder of suites, or by path. */
public final class SuiteFinder {
  /** The suite of a run that names none. */
  public static final String DEFAULT = "quick";

  private static final String ENDING = ".yaml";

  private final Path folder;

  /**
   * @param folder of the suites that come with the distribution
   */
  public SuiteFinder(Path folder) {
    this.folder = folder;
  }

  /**
   * The names of the suites in the folder, sorted; one in a folder below has that in its name, as
   * in {@code papers/gandef-table2-mnist}.
   */
  public List<String> names() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new SuiteException("cannot list the suites in " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * The file of a suite.
   *
   * @param nameOrPath a name such as {@code quick}, or the path of a file: with the ending {@code
   *     .yaml} or {@code .yml}, or with a slash where no suite has that name
   * @throws SuiteException if there is no such suite; the nearest name is suggested
   */
  public Path find(String nameOrPath) {
    List<String> names = names();
    if (names.contains(nameOrPath)) {
      return folder.resolve(nameOrPath + ENDING);
    }
    String near =
        Suggestion.nearest(nameOrPath, names)
            .map(name -> "; did you mean '" + name + "'?")
            .orElse("");
    if (nameOrPath.matches(".*([/\\\\].*|\\.ya?ml)")) {
      Path file = Path.of(nameOrPath);
      if (!Files.isRegularFile(file)) {
        throw new SuiteException(file + ": there is no such suite file" + near);
      }
      return file;
    }
    throw new SuiteException(
        "there is no suite '"
            + nameOrPath
            + "'"
            + near
            + " (known are "
            + String.join(", ", names)
            + "; or give the path of a YAML file)");
  }
}
