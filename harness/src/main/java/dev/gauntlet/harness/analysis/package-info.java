/** What a paper shows of one defense: a loss surface, a detector's trade-off, layers, epochs. */
package dev.gauntlet.harness.analysis;
