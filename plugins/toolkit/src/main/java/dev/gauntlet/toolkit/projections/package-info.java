/** Norms: distance, projection into a budget, random start. */
package dev.gauntlet.toolkit.projections;
