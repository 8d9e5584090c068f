package dev.gauntlet.harness.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A defense of a suite.
 *
 * @param id unique in the suite; the defense's own id where the suite gives no other
 * @param defense the id of an installed defense
 * @param parameters those that differ from the defense's defaults, unchecked
 */
public record DefenseEntry(String id, String defense, Map<String, Object> parameters) {
  public DefenseEntry {
    Ids.check("defense id", id);
    Ids.check("defense", defense);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A defense as installed. */
  public static DefenseEntry of(String defense) {
    return new DefenseEntry(defense, defense, Map.of());
  }
}
