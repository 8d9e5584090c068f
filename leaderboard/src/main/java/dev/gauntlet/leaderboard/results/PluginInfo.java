package dev.gauntlet.leaderboard.results;

/**
 * A plugin that took part.
 *
 * @param jar file name
 * @param sha256 of the jar, hexadecimal
 * @param builtIn came with the distribution, not from a drop-in folder
 * @param signedBy the owner of the trusted key that it is signed with; null where the suite trusts
 *     no keys, and in results from before it could
 */
public record PluginInfo(
    String id,
    String version,
    String provider,
    String jar,
    String sha256,
    boolean builtIn,
    String signedBy) {
  public PluginInfo {
    Require.text("id", id);
    Require.present("version", version);
    Require.present("provider", provider);
    Require.present("jar", jar);
    Require.sha256("sha256", sha256);
    if (signedBy != null) {
      Require.text("signedBy", signedBy);
    }
  }
}
