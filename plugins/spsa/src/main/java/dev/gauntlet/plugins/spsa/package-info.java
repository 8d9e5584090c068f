/** Simultaneous perturbation stochastic approximation: slopes measured along random directions. */
package dev.gauntlet.plugins.spsa;
