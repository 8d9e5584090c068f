/** The gradient-sign loop that the iterative attacks and the adversarial trainings share. */
package dev.gauntlet.toolkit.attacks;
