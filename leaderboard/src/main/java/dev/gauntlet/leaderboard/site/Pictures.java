package dev.gauntlet.leaderboard.site;

import dev.gauntlet.leaderboard.results.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sample images of a run. */
final class Pictures {
  private final Path runDirectory;

  Pictures(Path runDirectory) {
    this.runDirectory = runDirectory;
  }

  /**
   * Copies the images below {@code directory}, under names of our own.
   *
   * @return the copies' paths below {@code directory}, by the paths the samples give; without those
   *     that name no PNG file below the run's directory
   */
  Map<String, String> copy(List<Sample> samples, Path directory) throws IOException {
    Map<String, String> copies = new HashMap<>();
    for (Sample sample : samples) {
      for (String path : List.of(sample.clean(), sample.perturbed(), sample.difference())) {
        Optional<Path> source = copies.containsKey(path) ? Optional.empty() : find(path);
        if (source.isPresent()) {
          String copy = String.format(Locale.ROOT, "samples/%05d.png", copies.size() + 1);
          Files.createDirectories(directory.resolve("samples"));
          Files.copy(source.get(), directory.resolve(copy));
          copies.put(path, copy);
        }
      }
    }
    return copies;
  }

  private Optional<Path> find(String path) throws IOException {
    try {
      Path file = runDirectory.resolve(path).toRealPath();
      return file.startsWith(runDirectory.toRealPath())
              && file.toString().endsWith(".png")
              && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException | NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
