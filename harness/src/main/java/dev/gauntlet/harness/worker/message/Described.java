package dev.gauntlet.harness.worker.message;

import dev.gauntlet.harness.plugins.JarDescription;

/** What a plugin offers. */
public record Described(JarDescription description) implements Reply {}
