/** Training on the strongest examples that gradients find. */
package dev.gauntlet.plugins.adversarialtraining;
