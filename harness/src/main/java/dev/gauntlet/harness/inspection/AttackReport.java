package dev.gauntlet.harness.inspection;

import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.Share;
import java.util.Map;
import java.util.Optional;

/**
 * What one attack did to one defense.
 *
 * @param attack its id
 * @param parameters every one, defaults included
 * @param access where its knowledge came from
 * @param targets which labels it had to reach; empty for an untargeted run
 * @param defense with its seed, for example {@code pure-pgd (d1, mnist-mini, seed 1)}
 * @param norm of the budget
 * @param epsilon of the budget
 * @param before accuracy on the clean images
 * @param after accuracy on the perturbed ones
 * @param success of the images that were right before: those that the attack has won
 * @param distances of these from their clean ones, by norm; empty where there are none
 * @param secondsPer100 that the attack took for 100 images
 * @param cell the counts as the leaderboard has them: misclassified, hits, clipped, queries,
 *     failures
 */
public record AttackReport(
    String attack,
    Map<String, Object> parameters,
    String access,
    Optional<String> targets,
    String defense,
    String norm,
    double epsilon,
    Share before,
    Share after,
    Share success,
    Map<String, Spread> distances,
    double secondsPer100,
    Cell cell) {}
