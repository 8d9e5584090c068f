package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.scoring.Verdict;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The images of the batches that an attack did not finish.
 *
 * @param reported those that the attack had reported as adversarial
 * @param missing the others: they are the clean ones
 */
record UnfinishedImages(BitSet reported, BitSet missing) {
  /** An attack that finished. */
  static final UnfinishedImages NONE = new UnfinishedImages(new BitSet(), new BitSet());

  /**
   * Settles what the attack has achieved: a reported image counts where it differs from the clean
   * one and the defense is wrong on it. Otherwise the attack was not done with the image, which is
   * scored as the clean one. So a report gains nothing for a defense that shares the attack's
   * process either.
   *
   * @param labels the true label of each image
   * @param clean the defense's answers on the clean images
   * @param perturbations one per image; changed
   * @param answers one per image; changed
   * @return how many images are unfinished
   */
  int settle(
      IntUnaryOperator labels,
      List<Answer> clean,
      List<Perturbation> perturbations,
      List<Answer> answers) {
    int withstood = 0;
    for (int i = reported.nextSetBit(0); i >= 0; i = reported.nextSetBit(i + 1)) {
      boolean attacked = perturbations.get(i).attacked();
      if (!attacked || Verdict.correct(answers.get(i), labels.applyAsInt(i), attacked)) {
        perturbations.set(i, Perturbation.FAILED);
        answers.set(i, clean.get(i));
        withstood++;
      }
    }
    return missing.cardinality() + withstood;
  }
}
