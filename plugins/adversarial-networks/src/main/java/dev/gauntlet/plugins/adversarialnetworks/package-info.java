/** A classifier and a generator of perturbations, trained against each other. */
package dev.gauntlet.plugins.adversarialnetworks;
