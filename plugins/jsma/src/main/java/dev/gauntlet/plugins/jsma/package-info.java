/** The Jacobian-based saliency map attack. */
package dev.gauntlet.plugins.jsma;
