/** What was found out about a single defense beside its scores: files in a run's directory. */
package dev.gauntlet.leaderboard.analysis;
