/** Training on FGSM examples that counts how the example moves with the parameters. */
package dev.gauntlet.plugins.minimax;
