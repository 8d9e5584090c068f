/** The data sets: what they are, where their files come from, and how they are read. */
package dev.gauntlet.datasets;
