package dev.gauntlet.leaderboard.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.gauntlet.leaderboard.results.ResultsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run's directory keeps its analyses: {@code analyses/<defense>/<kind>.json}, and beside it
 * the data, {@code <kind>.csv}, and the figures to put into a text, {@code <kind>.svg}.
 */
public final class AnalysisFiles {
  /** The folder of a run's directory, and of the site. */
  public static final String FOLDER = "analyses";

  private static final String JSON_ENDING = ".json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Path folder;

  private AnalysisFiles(Path folder) {
    this.folder = folder;
  }

  /** The analyses of a defense of a run. */
  public static AnalysisFiles of(Path runDirectory, String defense) {
    return in(runDirectory.resolve(FOLDER).resolve(defense));
  }

  /** The analyses in a folder. */
  public static AnalysisFiles in(Path folder) {
    return new AnalysisFiles(folder);
  }

  /** Where they lie. */
  public Path folder() {
    return folder;
  }

  /** The description with the figures' numbers. */
  public Path json(String kind) {
    return folder.resolve(kind + JSON_ENDING);
  }

  /** The data. */
  public Path csv(String kind) {
    return folder.resolve(kind + ".csv");
  }

  /** The figures. */
  public Path svg(String kind) {
    return folder.resolve(kind + ".svg");
  }

  /**
   * All of them, by kind; none where there is no folder.
   *
   * @throws ResultsException if one cannot be read, or is not what its name says; the message names
   *     the file
   */
  public List<Analysis> read() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Analysis> analyses = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(JSON_ENDING))
          .sorted()
          .forEach(file -> analyses.add(read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    return analyses;
  }

  private static Analysis read(Path file) {
    try {
      Analysis analysis = JSON.readValue(Files.readAllBytes(file), Analysis.class);
      if (!file.endsWith(analysis.kind() + JSON_ENDING)) {
        throw new ResultsException("'kind' is '" + analysis.kind() + "'");
      }
      return analysis;
    } catch (JsonProcessingException | ResultsException e) {
      String reason =
          e.getCause() instanceof ResultsException cause
              ? cause.getMessage()
              : e instanceof JsonProcessingException json
                  ? json.getOriginalMessage()
                  : e.getMessage();
      throw new ResultsException(
          file + " is no analysis: " + reason + "; delete it, or make it again", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Writes a description; whole, or not at all.
   *
   * @throws UncheckedIOException if that fails
   */
  public void write(Analysis analysis) {
    Path file = json(analysis.kind());
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      Files.createDirectories(folder);
      Files.write(partial, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(analysis));
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
