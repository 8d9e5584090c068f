/** What the harness and a worker say to each other: one JSON object a line, one record each. */
package dev.gauntlet.harness.worker.message;
