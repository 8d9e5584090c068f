package dev.gauntlet.leaderboard.results;

import java.util.Map;

/**
 * Where a defense's weights came from.
 *
 * @param origin {@code shipped} in the plugin's jar, or {@code trained} by the harness
 * @param key the checkpoint's key in the store
 * @param trainedOn the data set, as its provenance names it
 * @param provenance seed, hashes, versions and cost, as recorded when it was trained
 */
public record CheckpointInfo(
    String origin,
    String key,
    String architecture,
    String trainedOn,
    Map<String, Object> provenance) {
  public CheckpointInfo {
    Require.oneOf("origin", origin, "shipped", "trained");
    Require.present("key", key);
    Require.present("architecture", architecture);
    Require.present("trainedOn", trainedOn);
    provenance = Require.map("provenance", provenance);
  }
}
