/** The game that a classifier plays against a network which sees perturbations in its logits. */
package dev.gauntlet.toolkit.discriminators;
