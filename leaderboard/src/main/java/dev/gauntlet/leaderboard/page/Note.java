package dev.gauntlet.leaderboard.page;

/**
 * A short mark beside an entry.
 *
 * @param text two or three words
 * @param explanation a sentence, shown as a tooltip
 * @param warning whether it says that something went wrong
 */
public record Note(String text, String explanation, boolean warning) {}
