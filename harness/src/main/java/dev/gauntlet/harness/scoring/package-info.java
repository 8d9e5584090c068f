/** Scoring: from what every defense answered to counts, ranks and intervals. */
package dev.gauntlet.harness.scoring;
