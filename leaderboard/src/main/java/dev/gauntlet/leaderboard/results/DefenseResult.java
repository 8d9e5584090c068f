package dev.gauntlet.leaderboard.results;

import java.util.Map;

/**
 * One defense and its score.
 *
 * @param plugin id of the plugin it came from
 * @param citation the paper it is from; may be empty
 * @param rank 1 is best; null where it has none
 * @param tied shares its rank, since a paired test cannot tell it from a neighbour
 * @param raw correct images over all attacks
 * @param possible what raw could have been at most
 * @param normalized raw / possible, 0 where possible is 0
 * @param clean accuracy on the unperturbed images
 * @param worstCase images correct clean and under every attack of the suite that counts; null where
 *     none does
 * @param secondsPer100 time to classify 100 images
 * @param whiteBox offers gradients, so white-box attacks could run
 * @param gradients what the check of its gradients found; null where no attack of the suite follows
 *     them, where it offers none, and in results from before there was a check
 * @param rejects may reject an image instead of naming a class
 */
public record DefenseResult(
    String id,
    String plugin,
    String title,
    String description,
    String citation,
    Integer rank,
    boolean tied,
    long raw,
    long possible,
    double normalized,
    Share clean,
    Share worstCase,
    Seconds secondsPer100,
    boolean whiteBox,
    Gradients gradients,
    boolean rejects,
    Map<String, Object> parameters,
    CheckpointInfo checkpoint) {
  public DefenseResult {
    Require.id("id", id);
    Require.text("plugin", plugin);
    Require.present("title", title);
    Require.present("description", description);
    Require.present("citation", citation);
    Require.rank(rank);
    Require.count("possible", possible);
    Require.range("raw", raw, 0, possible);
    Require.share("normalized", normalized);
    Require.present("clean", clean);
    if (possible == 0) {
      // Earlier results have the clean accuracy here, a worst case over nothing.
      worstCase = null;
    } else {
      Require.present("worstCase", worstCase);
    }
    Require.present("secondsPer100", secondsPer100);
    parameters = Require.map("parameters", parameters);
    Require.present("checkpoint", checkpoint);
  }
}
