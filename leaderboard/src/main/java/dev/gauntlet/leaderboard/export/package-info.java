/** The CSV files of the NIPS 2017 competition's toolkit, in its own names and columns. */
package dev.gauntlet.leaderboard.export;
