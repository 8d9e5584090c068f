package dev.gauntlet.harness.publish;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.harness.suite.AttackEntry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attack as it ran.
 *
 * @param plugin the id of the plugin it is from
 * @param parameters every one, defaults included
 * @param sources the models it took its knowledge from, in words
 */
public record AttackEntrant(
    AttackEntry entry,
    AttackDescriptor descriptor,
    String plugin,
    Map<String, Object> parameters,
    List<String> sources) {
  public AttackEntrant {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    sources = List.copyOf(sources);
  }
}
