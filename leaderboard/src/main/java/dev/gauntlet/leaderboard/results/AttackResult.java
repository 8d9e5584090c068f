package dev.gauntlet.leaderboard.results;

import java.util.List;
import java.util.Map;

/**
 * One attack of the suite and its score.
 *
 * @param id unique in the suite, for example {@code pgd-40}
 * @param plugin id of the plugin it came from
 * @param attack the attack's own id, for example {@code pgd}
 * @param citation the paper it is from; may be empty
 * @param access {@code white-box}, {@code oblivious}, {@code transfer}, {@code query} or {@code
 *     none}
 * @param parameters every one, defaults included
 * @param sources models it took its gradients, scores or decisions from
 * @param raw misclassified images over all defenses; targeted: images classified as the target
 * @param possible what raw could have been at most
 * @param normalized raw / possible, 0 where possible is 0
 * @param hits images classified as the target; 0 for an untargeted attack
 * @param rank among the attacks of its kind, targeted or not; null where it has none
 * @param seconds its own time over all images and sources
 * @param failedImages images it left clean because it failed on them
 */
public record AttackResult(
    String id,
    String plugin,
    String attack,
    String title,
    String description,
    String citation,
    String access,
    boolean targeted,
    Map<String, Object> parameters,
    List<String> sources,
    long raw,
    long possible,
    double normalized,
    long hits,
    Integer rank,
    double seconds,
    int failedImages) {
  public AttackResult {
    Require.id("id", id);
    Require.text("plugin", plugin);
    Require.text("attack", attack);
    Require.present("title", title);
    Require.present("description", description);
    Require.present("citation", citation);
    Require.text("access", access);
    parameters = Require.map("parameters", parameters);
    sources = Require.list("sources", sources);
    Require.count("possible", possible);
    Require.range("raw", raw, 0, possible);
    Require.share("normalized", normalized);
    Require.count("hits", hits);
    Require.rank(rank);
    Require.measure("seconds", seconds);
    Require.count("failedImages", failedImages);
  }
}
