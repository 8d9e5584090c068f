/**
 * Layers whose evaluation mode is plain arithmetic, so that input gradients through them are right
 * on every engine.
 */
package dev.gauntlet.toolkit.layers;
