/** Generators of perturbations, trained against the source that they attack. */
package dev.gauntlet.plugins.generative;
