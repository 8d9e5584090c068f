package dev.gauntlet.leaderboard.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;

/**
 * Reads and writes {@code results.json}.
 *
 * <p>Every field is written, absent values as {@code null}, in the order of the records and, in
 * maps, of the keys, so that equal results are equal files. A reader passes over keys it does not
 * know and refuses a file that lacks one it does, but for those that came later in this version.
 */
public final class ResultsJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private ResultsJson() {}

  /**
   * Reads a run's results.
   *
   * @throws ResultsException if the file is missing, is not JSON, has another schema version, or
   *     lacks a field; the message names the file and the field
   * @throws UncheckedIOException if reading fails
   */
  public static Results read(Path file) {
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      JsonNode version = tree.path("schemaVersion");
      if (version.asInt() != Results.SCHEMA_VERSION) {
        throw new ResultsException(
            file
                + ": 'schemaVersion' is "
                + (version.isMissingNode() ? "missing" : version)
                + ", this version reads "
                + Results.SCHEMA_VERSION);
      }
      addWhatCameLater(tree);
      return JSON.treeToValue(tree, Results.class);
    } catch (NoSuchFileException e) {
      throw new ResultsException(file + ": there is no such file", e);
    } catch (JsonMappingException e) {
      throw new ResultsException(file + ": at '" + path(e) + "': " + reason(e), e);
    } catch (JsonProcessingException e) {
      throw new ResultsException(file + " is not JSON: " + reason(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void addWhatCameLater(JsonNode tree) {
    addNull(tree.path("run"), "engineTest");
    tree.path("plugins").forEach(plugin -> addNull(plugin, "signedBy"));
    tree.path("defenses").forEach(defense -> addNull(defense, "gradients"));
    tree.path("cells").forEach(cell -> addNull(cell, "queries"));
    tree.path("cells").forEach(ResultsJson::addUnfinished);
  }

  private static void addUnfinished(JsonNode cell) {
    if (cell instanceof ObjectNode fields && !fields.has("unfinishedImages")) {
      fields.put("unfinishedImages", 0);
    }
  }

  private static void addNull(JsonNode node, String field) {
    if (node instanceof ObjectNode fields && !fields.has(field)) {
      fields.putNull(field);
    }
  }

  /**
   * Writes under a temporary name and renames, so that a reader never sees half a file.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Results results, Path file) {
    Path temporary = file.resolveSibling(file.getFileName() + ".partial");
    try {
      Files.write(temporary, JSON.writeValueAsBytes(results));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static String reason(JsonProcessingException e) {
    return e.getCause() instanceof ResultsException cause
        ? cause.getMessage()
        : e.getOriginalMessage();
  }
}
