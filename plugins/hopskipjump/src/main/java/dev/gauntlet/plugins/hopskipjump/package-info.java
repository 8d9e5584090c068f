/** HopSkipJump: along the decision boundary towards the clean image, from labels alone. */
package dev.gauntlet.plugins.hopskipjump;
