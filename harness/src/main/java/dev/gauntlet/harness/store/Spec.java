package dev.gauntlet.harness.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a piece of work is, down to the hashes of its inputs: two with the same text have the same
 * result.
 *
 * @param kind what it makes
 * @param json canonical
 */
public record Spec(Kind kind, String json) {
  /** Changes when the same spec no longer means the same result. */
  private static final int FORMAT = 1;

  /** The spec with these properties. */
  public static Spec of(Kind kind, Map<String, ?> properties) {
    Map<String, Object> all = new TreeMap<>(properties);
    all.put("kind", kind.word());
    all.put("format", FORMAT);
    return new Spec(kind, Json.canonical(all));
  }

  /** Names the result. */
  public Key key() {
    return new Key(Sha256.of(json.getBytes(UTF_8)));
  }
}
