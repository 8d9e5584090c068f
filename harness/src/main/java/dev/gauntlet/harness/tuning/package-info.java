/** Tuning: how many workers and how large batches suit this machine, measured once and kept. */
package dev.gauntlet.harness.tuning;
