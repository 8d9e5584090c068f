package dev.gauntlet.harness.worker.message;

/** What was asked for is loaded. */
public record Ready() implements Reply {}
