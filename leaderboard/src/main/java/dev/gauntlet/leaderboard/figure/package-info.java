/** Figures laid out for the pages: data in, positions and ready text out, no markup. */
package dev.gauntlet.leaderboard.figure;
