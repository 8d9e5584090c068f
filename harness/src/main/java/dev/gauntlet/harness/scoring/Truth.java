package dev.gauntlet.harness.scoring;

/**
 * A clean image as the scorer knows it.
 *
 * @param imageId its id in the data set
 * @param label its true class
 */
public record Truth(String imageId, int label) {}
