package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.DefenseDescriptor;

/** A defense and where it comes from. */
public record InstalledDefense(DefenseDescriptor descriptor, PluginJar jar) {}
