package dev.gauntlet.harness.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON with one form per value: keys sorted, no white space, unknown properties refused. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .configure(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, true)
          .configure(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST, false)
          .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
          .build();

  private Json() {}

  /** The mapper for everything the harness writes and reads back. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** The canonical form: equal values give equal text, whatever the order of their keys. */
  public static String canonical(Object value) {
    try {
      // A tree from another source keeps its own order of keys; as plain maps they are sorted.
      JsonNode tree = MAPPER.valueToTree(value);
      return MAPPER.writeValueAsString(MAPPER.treeToValue(tree, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON form: " + value, e);
    }
  }

  /**
   * Writes a file for people to read.
   *
   * @throws StoreException if that fails
   */
  public static void write(Path file, Object value) {
    try {
      Files.writeString(file, text(value));
    } catch (IOException e) {
      throw StoreException.cannotWrite(file, e);
    }
  }

  /** What {@link #write} writes. */
  public static String text(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON form: " + value, e);
    }
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws StoreException if it is missing or not of that type
   */
  public static <T> T read(Path file, Class<T> type) {
    try {
      T value = MAPPER.readValue(Files.readAllBytes(file), type);
      if (value == null) {
        throw new IOException("it holds nothing");
      }
      return value;
    } catch (IOException e) {
      throw StoreException.cannotRead(file, e);
    }
  }
}
