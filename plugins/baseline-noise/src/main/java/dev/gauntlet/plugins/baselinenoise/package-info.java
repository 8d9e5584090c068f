/** Controls: perturbations that know nothing of the model. */
package dev.gauntlet.plugins.baselinenoise;
