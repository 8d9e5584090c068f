/** Plugins: which jars there are, what they offer, and how their classes are kept apart. */
package dev.gauntlet.harness.plugins;
