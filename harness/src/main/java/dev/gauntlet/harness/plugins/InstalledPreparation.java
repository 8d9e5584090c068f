package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.PreparationDescriptor;

/** A preparation and where it comes from. */
public record InstalledPreparation(PreparationDescriptor descriptor, PluginJar jar) {}
