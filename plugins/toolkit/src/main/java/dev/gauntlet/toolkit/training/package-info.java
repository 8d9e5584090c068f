/** The training loop: schedule, optimizer step, selection of the best epoch, cost. */
package dev.gauntlet.toolkit.training;
