/** What each page shows, as records of ready text: the templates only lay it out. */
package dev.gauntlet.leaderboard.page;
