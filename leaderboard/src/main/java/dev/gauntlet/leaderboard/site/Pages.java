package dev.gauntlet.leaderboard.site;

import dev.gauntlet.leaderboard.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Renders pages by their templates; everything a template prints is escaped. */
final class Pages {
  private final Path directory;
  private final Run run;

  Pages(Path directory, Run run) {
    this.directory = directory;
    this.run = run;
  }

  /**
   * Writes one page.
   *
   * @param page what it shows, a record of the page package
   * @param path of the file, below the site
   */
  void write(String template, Object page, String path) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    String root = "../".repeat(Path.of(path).getNameCount() - 1);
    Templates.write(template, Map.of("page", page, "root", root, "run", run), file);
  }
}
