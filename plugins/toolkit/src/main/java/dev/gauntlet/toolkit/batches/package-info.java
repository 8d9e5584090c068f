/** Batches of images, and choices among their rows. */
package dev.gauntlet.toolkit.batches;
