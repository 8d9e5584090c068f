/** The smallest perturbation by optimization: Carlini and Wagner's attacks, and Szegedy's. */
package dev.gauntlet.plugins.carliniwagner;
