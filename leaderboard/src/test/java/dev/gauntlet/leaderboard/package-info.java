/** The run that the tests of this module share. */
package dev.gauntlet.leaderboard;
