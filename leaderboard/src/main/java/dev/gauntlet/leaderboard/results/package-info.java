/** The records of {@code results.json}: everything a finished run says about itself, as counts. */
package dev.gauntlet.leaderboard.results;
