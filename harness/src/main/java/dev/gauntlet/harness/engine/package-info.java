/** Engines: tested on this machine before results depend on them, and chosen by what was found. */
package dev.gauntlet.harness.engine;
