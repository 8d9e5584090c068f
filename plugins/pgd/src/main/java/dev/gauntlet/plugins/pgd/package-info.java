/** Projected gradient descent from random starts. */
package dev.gauntlet.plugins.pgd;
