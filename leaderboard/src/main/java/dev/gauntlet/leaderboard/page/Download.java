package dev.gauntlet.leaderboard.page;

/**
 * A file beside the pages.
 *
 * @param name the file's name, and its path below the site
 * @param size for example {@code 12 kB}
 */
public record Download(String name, String what, String size) {
  public static Download of(String name, String what, long bytes) {
    return new Download(name, what, Numbers.bytes(bytes));
  }
}
