package dev.gauntlet.harness.worker.message;

/** What a worker says before its final reply. */
public sealed interface Interim extends Reply permits Advanced, Asked, Saved {}
