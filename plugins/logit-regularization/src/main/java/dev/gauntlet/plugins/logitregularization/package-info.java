/** Defenses that hold the logits of related images together, or all logits small. */
package dev.gauntlet.plugins.logitregularization;
