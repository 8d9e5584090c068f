package dev.gauntlet.harness.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.leaderboard.results.Cell;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ScorerPropertyTest {
  @Property
  void everyCellAccountsForEveryImage(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int images,
      @ForAll @IntRange(min = 1, max = 4) int attacks,
      @ForAll @IntRange(min = 1, max = 4) int defenses) {
    Scores scores = Scorer.score(random(new Random(seed), images, attacks, defenses));

    for (Cell cell : scores.cells()) {
      assertThat(cell.total()).isIn(0L, (long) images);
      assertThat(cell.correct() + cell.misclassified()).isLessThanOrEqualTo(cell.total());
      assertThat(cell.total() - cell.correct() - cell.misclassified())
          .as("wrong, but not to the attack's credit: one of the two failed")
          .isLessThanOrEqualTo((long) cell.attackFailedImages() + cell.defenseFailedImages());
    }
    for (DefenseScore defense : scores.defenses()) {
      List<Cell> own =
          scores.cells().stream().filter(cell -> cell.defense().equals(defense.id())).toList();
      assertThat(defense.raw()).isEqualTo(own.stream().mapToLong(Cell::correct).sum());
      assertThat(defense.possible()).isEqualTo(own.stream().mapToLong(Cell::total).sum());
      assertThat(defense.clean().total()).isEqualTo(images);
      assertThat(defense.worstCase().isPresent()).isEqualTo(defense.possible() > 0);
      defense
          .worstCase()
          .ifPresent(
              worst ->
                  assertThat(worst.correct())
                      .isLessThanOrEqualTo(defense.clean().correct())
                      .isLessThanOrEqualTo(
                          own.stream()
                              .filter(cell -> cell.total() > 0)
                              .mapToLong(Cell::correct)
                              .min()
                              .orElse(images)));
    }
    for (AttackScore attack : scores.attacks()) {
      assertThat(attack.raw()).isBetween(0L, attack.possible());
    }
  }

  @Property
  void theOrderOfDefensesAttacksAndCellsChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int images) {
    Observations seen = random(new Random(seed), images, 3, 4);
    Observations shuffled =
        new Observations(
            seen.images(),
            shuffled(seen.attacks(), seed),
            shuffled(seen.defenses(), seed),
            shuffled(seen.cells(), seed));

    Scores one = Scorer.score(seen);
    Scores other = Scorer.score(shuffled);

    assertThat(other.defenses()).isEqualTo(one.defenses());
    assertThat(other.attacks()).containsExactlyInAnyOrderElementsOf(one.attacks());
    assertThat(other.cells()).containsExactlyInAnyOrderElementsOf(one.cells());
  }

  @Property
  void defensesComeBestFirstAndRanksNeverFall(@ForAll long seed) {
    List<DefenseScore> ranking = Scorer.score(random(new Random(seed), 25, 3, 4)).defenses();

    List<DefenseScore> ranked =
        ranking.stream().filter(defense -> defense.rank().isPresent()).toList();
    assertThat(ranked)
        .isSortedAccordingTo(Comparator.comparingDouble(DefenseScore::normalized).reversed());
    assertThat(ranked).extracting(score -> score.rank().orElseThrow()).isSorted();
    if (!ranked.isEmpty()) {
      assertThat(ranked.get(0).rank()).hasValue(1);
    }
  }

  private static <T> List<T> shuffled(List<T> list, long seed) {
    List<T> copy = new java.util.ArrayList<>(list);
    Collections.shuffle(copy, new Random(seed));
    return copy;
  }

  private static Observations random(Random random, int images, int attacks, int defenses) {
    Trial trial = new Trial(letters(random, images, "012"));
    for (int attack = 0; attack < attacks; attack++) {
      if (attack == 0) {
        trial.targetedAttack("attack-0");
      } else {
        trial.attack("attack-" + attack);
      }
    }
    for (int defense = 0; defense < defenses; defense++) {
      trial.defense("defense-" + defense, letters(random, images, "012rx"));
      for (int attack = 0; attack < attacks; attack++) {
        cell(trial, random, images, "defense-" + defense, attack);
      }
    }
    return trial.observations();
  }

  private static void cell(Trial trial, Random random, int images, String defense, int attack) {
    String id = "attack-" + attack;
    switch (random.nextInt(6)) {
      case 0 -> trial.notApplicable(defense, id, "no gradients");
      case 1 -> trial.cell(defense, id, "x".repeat(images), letters(random, images, "012"));
      default ->
          trial.cell(
              defense,
              id,
              letters(random, images, "aac.x"),
              attack == 0 ? letters(random, images, "012") : "",
              letters(random, images, random.nextInt(5) == 0 ? "x" : "001122rx"));
    }
  }

  private static String letters(Random random, int count, String alphabet) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
        .reduce("", String::concat);
  }
}
