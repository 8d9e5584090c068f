package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.DefenseDescriptor;
import java.util.List;
import java.util.Set;

/**
 * What a plugin offers, in its own words.
 *
 * @param trainable the ids of those attacks that train a network of their own first
 */
public record JarDescription(
    List<AttackDescriptor> attacks, List<DefenseDescriptor> defenses, Set<String> trainable) {
  public JarDescription {
    attacks = List.copyOf(attacks);
    defenses = List.copyOf(defenses);
    trainable = Set.copyOf(trainable);
  }
}
