package dev.gauntlet.harness.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TiesTest {
  private static final String LABELS = "0".repeat(40);

  @Test
  void defensesThatThePairedTestSeparatesGetRanksOfTheirOwn() {
    // 6 images speak for the first, none for the second: mid-p = 1/64.
    List<DefenseScore> ranking = ranking(correct(20), correct(14));

    assertThat(ranking).extracting(score -> score.rank().orElseThrow()).containsExactly(1, 2);
    assertThat(ranking).extracting(DefenseScore::tied).containsExactly(false, false);
  }

  @Test
  void defensesThatItCannotSeparateShareTheirRank() {
    // 4 against 0: mid-p = 1/16.
    List<DefenseScore> ranking = ranking(correct(20), correct(16), correct(2));

    assertThat(ranking).extracting(score -> score.rank().orElseThrow()).containsExactly(1, 1, 3);
    assertThat(ranking).extracting(DefenseScore::tied).containsExactly(true, true, false);
  }

  @Test
  void theTestIsPaired() {
    // 20 and 14 again, but on different images: 20 against 14 says nothing.
    List<DefenseScore> ranking = ranking(correct(20), "1".repeat(26) + "0".repeat(14));

    assertThat(ranking).extracting(DefenseScore::tied).containsExactly(true, true);
  }

  @Test
  void perturbedVersionsOfOneImageAreOneWitness() {
    // 4 images under 5 attacks: 20 wins against none, but still only 4 images.
    Trial trial = new Trial(LABELS).defense("a", LABELS).defense("b", LABELS);
    for (int attack = 0; attack < 5; attack++) {
      trial
          .attack("attack-" + attack)
          .cell("a", "attack-" + attack, "a".repeat(40), correct(20))
          .cell("b", "attack-" + attack, "a".repeat(40), correct(16));
    }

    assertThat(trial.score().defenses()).extracting(DefenseScore::tied).containsExactly(true, true);
  }

  @Test
  void onlyAttacksThatBothMetAreCompared() {
    List<DefenseScore> ranking =
        new Trial(LABELS)
            .attack("both")
            .attack("one")
            .defense("a", LABELS)
            .defense("b", LABELS)
            .cell("a", "both", "a".repeat(40), correct(20))
            .cell("b", "both", "a".repeat(40), correct(20))
            .cell("a", "one", "a".repeat(40), correct(40))
            .notApplicable("b", "one", "no gradients")
            .score()
            .defenses();

    assertThat(ranking).extracting(DefenseScore::tied).containsExactly(true, true);
  }

  private static List<DefenseScore> ranking(String... answers) {
    Trial trial = new Trial(LABELS).attack("attack");
    for (int i = 0; i < answers.length; i++) {
      trial.defense("d" + i, LABELS).cell("d" + i, "attack", "a".repeat(40), answers[i]);
    }
    return trial.score().defenses();
  }

  /** Right on the first so many images. */
  private static String correct(int images) {
    return "0".repeat(images) + "1".repeat(40 - images);
  }
}
