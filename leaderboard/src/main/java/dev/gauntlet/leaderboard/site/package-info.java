/** The static site: reads a run's results and writes pages that need no server and no network. */
package dev.gauntlet.leaderboard.site;
