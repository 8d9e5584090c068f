package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.AttackDescriptor;

/**
 * An attack and where it comes from.
 *
 * @param trainable whether it trains a network of its own first
 */
public record InstalledAttack(AttackDescriptor descriptor, boolean trainable, PluginJar jar) {}
