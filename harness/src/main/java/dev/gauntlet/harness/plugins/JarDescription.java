package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.PreparationDescriptor;
import java.util.List;
import java.util.Set;

/**
 * What a plugin offers, in its own words.
 *
 * @param trainable the ids of those attacks that train a network of their own first
 */
public record JarDescription(
    List<AttackDescriptor> attacks,
    List<DefenseDescriptor> defenses,
    List<PreparationDescriptor> preparations,
    Set<String> trainable) {
  public JarDescription {
    attacks = List.copyOf(attacks);
    defenses = List.copyOf(defenses);
    preparations = List.copyOf(preparations);
    trainable = Set.copyOf(trainable);
  }
}
