package dev.gauntlet.harness.publish;

import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.leaderboard.results.CheckpointInfo;
import dev.gauntlet.leaderboard.results.Gradients;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A defense as it ran.
 *
 * @param plugin the id of the plugin it is from
 * @param parameters every one, defaults included
 * @param checkpoint where its weights came from
 * @param whiteBox whether it offers gradients
 * @param gradients what the check of them found, if there was one
 */
public record DefenseEntrant(
    DefenseEntry entry,
    DefenseDescriptor descriptor,
    String plugin,
    Map<String, Object> parameters,
    CheckpointInfo checkpoint,
    boolean whiteBox,
    Optional<Gradients> gradients) {
  public DefenseEntrant {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
