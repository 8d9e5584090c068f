package dev.gauntlet.leaderboard.results;

/**
 * A plugin that took part.
 *
 * @param jar file name
 * @param sha256 of the jar, hexadecimal
 * @param builtIn came with the distribution, not from a drop-in folder
 */
public record PluginInfo(
    String id, String version, String provider, String jar, String sha256, boolean builtIn) {
  public PluginInfo {
    Require.text("id", id);
    Require.present("version", version);
    Require.present("provider", provider);
    Require.present("jar", jar);
    Require.sha256("sha256", sha256);
  }
}
