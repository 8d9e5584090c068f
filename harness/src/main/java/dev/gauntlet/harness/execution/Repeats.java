package dev.gauntlet.harness.execution;

/**
 * Whether a defense answers alike when it is asked again.
 *
 * @param asked about how many images it was asked twice
 * @param different on how many of them its answers differ
 */
public record Repeats(int asked, int different) {}
