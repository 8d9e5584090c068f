package dev.gauntlet.harness.scoring;

import dev.gauntlet.leaderboard.results.Seconds;
import dev.gauntlet.leaderboard.results.Share;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A defense's score.
 *
 * @param id of the defense in the suite
 * @param rank 1 is best; empty where it met no attack
 * @param tied whether it shares its rank
 * @param raw correct images over all attacks
 * @param possible the images of all cells that count for it
 * @param clean accuracy on the clean images
 * @param worstCase images correct both clean and under every attack that counts; empty where none
 *     does
 * @param secondsPer100 over all batches it classified, clean ones included
 */
public record DefenseScore(
    String id,
    OptionalInt rank,
    boolean tied,
    long raw,
    long possible,
    Share clean,
    Optional<Share> worstCase,
    Seconds secondsPer100) {
  /** raw / possible; 0 where nothing was possible. */
  public double normalized() {
    return possible == 0 ? 0 : (double) raw / possible;
  }
}
