/** Execution: tasks become outcomes in worker processes, and results in the store. */
package dev.gauntlet.harness.execution;
