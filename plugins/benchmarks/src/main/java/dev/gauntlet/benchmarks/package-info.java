/** Measures input gradients: through the engine alone, the toolkit, and an attack. */
package dev.gauntlet.benchmarks;
