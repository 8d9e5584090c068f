/** Losses on logits, one value per image. */
package dev.gauntlet.toolkit.losses;
