package dev.gauntlet.harness.worker.message;

/** The plugins are loaded. */
public record Ready() implements Reply {}
