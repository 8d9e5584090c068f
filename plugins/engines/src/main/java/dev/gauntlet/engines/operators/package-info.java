/** Operators of neural networks, each on an engine and in plain double arithmetic. */
package dev.gauntlet.engines.operators;
