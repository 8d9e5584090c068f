package dev.gauntlet.leaderboard.results;

/**
 * An image of the run, shown on the pages.
 *
 * @param defense the white-box target; null where the attack's images are shared by all defenses
 * @param label the true class
 * @param cleanPrediction null where no one defense is meant
 * @param perturbedPrediction null where no one defense is meant, or the image was rejected
 * @param target null for an untargeted attack
 * @param clean path of a PNG below the run's directory, with {@code /} as separator
 * @param perturbed likewise
 * @param difference likewise: perturbed minus clean, amplified
 * @param distance of the perturbed image from the clean one, in the budget's norm
 */
public record Sample(
    String attack,
    String defense,
    String imageId,
    int label,
    Integer cleanPrediction,
    Integer perturbedPrediction,
    Integer target,
    String clean,
    String perturbed,
    String difference,
    double distance) {
  public Sample {
    Require.present("attack", attack);
    Require.present("imageId", imageId);
    Require.count("label", label);
    Require.text("clean", clean);
    Require.text("perturbed", perturbed);
    Require.text("difference", difference);
    Require.measure("distance", distance);
  }
}
