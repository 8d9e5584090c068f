/** One gradient step to the edge of the budget. */
package dev.gauntlet.plugins.fgsm;
