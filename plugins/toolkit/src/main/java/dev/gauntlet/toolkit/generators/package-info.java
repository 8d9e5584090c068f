/** The networks that make perturbations in the adversarial-networks paper. */
package dev.gauntlet.toolkit.generators;
