package dev.gauntlet.harness.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.Cell.Status;
import dev.gauntlet.leaderboard.results.Queries;
import dev.gauntlet.leaderboard.results.Seconds;
import dev.gauntlet.leaderboard.results.Share;
import org.junit.jupiter.api.Test;

class ScorerTest {
  @Test
  void countsAsByHand() {
    Scores scores =
        new Trial("0123")
            .attack("weak", 1.5, 2.5)
            .attack("strong", 10)
            .defense("bare", "0123", 2)
            .defense("robust", "0120", 4)
            .cell("bare", "weak", "aaca", "0103", 1)
            .cell("bare", "strong", "aaaa", "1230", 3)
            .cell("robust", "weak", "aaca", "0120", 5)
            .cell("robust", "strong", "aaaa", "0100", 6)
            .score();

    DefenseScore robust = scores.defenses().get(0);
    assertThat(robust.id()).isEqualTo("robust");
    assertThat(robust.raw()).isEqualTo(3 + 2);
    assertThat(robust.possible()).isEqualTo(2 * 4);
    assertThat(robust.normalized()).isEqualTo(5 / 8.0);
    assertThat(robust.clean()).isEqualTo(Share.wilson(3, 4));
    assertThat(robust.worstCase()).hasValue(Share.wilson(2, 4));
    assertThat(robust.secondsPer100()).isEqualTo(new Seconds(5, 6));
    DefenseScore bare = scores.defenses().get(1);
    assertThat(bare.raw()).isEqualTo(3);
    assertThat(bare.worstCase().orElseThrow().correct()).isZero();

    AttackScore weak = scores.attacks().get(0);
    assertThat(weak.raw()).isEqualTo(1 + 1);
    assertThat(weak.possible()).isEqualTo(2 * 4);
    assertThat(weak.seconds()).isEqualTo(4);
    assertThat(weak.rank()).hasValue(2);
    AttackScore strong = scores.attacks().get(1);
    assertThat(strong.raw()).isEqualTo(4 + 2);
    assertThat(strong.normalized()).isEqualTo(6 / 8.0);
    assertThat(strong.rank()).hasValue(1);

    Cell cell = scores.cells().get(0);
    assertThat(cell.status()).isEqualTo(Status.OK);
    assertThat(cell.correct()).isEqualTo(3);
    assertThat(cell.total()).isEqualTo(4);
    assertThat(cell.clipped()).isEqualTo(1);
    assertThat(cell.misclassified()).isEqualTo(1);
    assertThat(cell.hits()).isNull();
    assertThat(cell.maxDistance()).isEqualTo(0.3);
    assertThat(cell.meanDistance()).isCloseTo(0.6 / 4, within(1e-12));
    assertThat(cell.secondsPer100()).isEqualTo(1);
  }

  @Test
  void questionsAreSummedUpOverTheImagesThatTheAttackWorkedOn() {
    Scores scores =
        new Trial("00000")
            .attack("asking")
            .attack("silent")
            .defense("model", "00000")
            .cell("model", "asking", "blkxk", "01000")
            .cell("model", "silent", "aacx.", "01000")
            .score();

    assertThat(scores.cells().get(0).queries())
        .isEqualTo(new Queries((10 + 110 + 100 + 100) / 4.0, 100, 110));
    assertThat(scores.cells().get(1).queries()).isNull();
  }

  @Test
  void aRejectionIsRightOnAnAttackedImageAndWrongOnACleanOne() {
    Scores scores =
        new Trial("00000")
            .attack("mixed")
            .defense("detector", "r0000")
            .cell("detector", "mixed", "aaa.x", "r01rr")
            .score();

    assertThat(scores.defenses().get(0).clean().correct()).isEqualTo(4);
    Cell cell = scores.cells().get(0);
    // Right: the rejected attacked one and the recognized one. Wrong: class 1, and the two
    // rejections of images that are the clean ones.
    assertThat(cell.correct()).isEqualTo(2);
    assertThat(cell.rejected()).isEqualTo(3);
    assertThat(cell.misclassified()).isEqualTo(2);
    // Wrong already on the clean image 0.
    assertThat(scores.defenses().get(0).worstCase().orElseThrow().correct()).isEqualTo(1);
  }

  @Test
  void anAttackThatFailsOnSomeImagesLeavesThemCleanAndGainsNothingThere() {
    Scores scores =
        new Trial("0000")
            .attack("shaky")
            .defense("d", "0001")
            .cell("d", "shaky", "aaxx", "0101")
            .score();

    Cell cell = scores.cells().get(0);
    assertThat(cell.status()).isEqualTo(Status.OK);
    assertThat(cell.correct()).isEqualTo(2);
    assertThat(cell.total()).isEqualTo(4);
    assertThat(cell.attackFailedImages()).isEqualTo(2);
    AttackScore shaky = scores.attacks().get(0);
    assertThat(shaky.raw()).isEqualTo(1);
    assertThat(shaky.possible()).isEqualTo(4);
    assertThat(shaky.failedImages()).isEqualTo(2);
  }

  @Test
  void aDefenseThatFailsOnSomeImagesIsWrongThereAndTheAttackGainsNothing() {
    Scores scores =
        new Trial("0000")
            .attack("a")
            .defense("shaky", "0000")
            .cell("shaky", "a", "aaaa", "01xx")
            .score();

    Cell cell = scores.cells().get(0);
    assertThat(cell.status()).isEqualTo(Status.OK);
    assertThat(cell.correct()).isEqualTo(1);
    assertThat(cell.defenseFailedImages()).isEqualTo(2);
    assertThat(cell.misclassified()).isEqualTo(1);
    assertThat(scores.attacks().get(0).raw()).isEqualTo(1);
    assertThat(scores.attacks().get(0).possible()).isEqualTo(2);
  }

  @Test
  void aCellWhereTheAttackNeverWorkedIsZeroForItAndLeftOutForTheDefense() {
    Scores scores =
        new Trial("00")
            .attack("broken")
            .attack("fine")
            .defense("d", "00")
            .cell("d", "broken", "xx", "00")
            .cell("d", "fine", "aa", "01")
            .score();

    Cell failed = scores.cells().get(0);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.correct()).isZero();
    assertThat(failed.total()).isZero();
    assertThat(failed.attackFailedImages()).isEqualTo(2);
    assertThat(scores.attacks().get(0).raw()).isZero();
    assertThat(scores.attacks().get(0).possible()).isEqualTo(2);
    DefenseScore defense = scores.defenses().get(0);
    assertThat(defense.raw()).isEqualTo(1);
    assertThat(defense.possible()).isEqualTo(2);
    assertThat(defense.worstCase().orElseThrow().correct()).isEqualTo(1);
  }

  @Test
  void aCellWhereTheDefenseNeverWorkedIsZeroForItAndLeftOutForTheAttack() {
    Scores scores =
        new Trial("00")
            .attack("a")
            .defense("broken", "xx")
            .defense("fine", "00")
            .cell("broken", "a", "aa", "xx")
            .cell("fine", "a", "aa", "01")
            .score();

    assertThat(scores.cells().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(scores.attacks().get(0).raw()).isEqualTo(1);
    assertThat(scores.attacks().get(0).possible()).isEqualTo(2);
    DefenseScore broken = scores.defenses().get(1);
    assertThat(broken.raw()).isZero();
    assertThat(broken.possible()).isEqualTo(2);
    assertThat(broken.worstCase().orElseThrow().correct()).isZero();
    assertThat(broken.secondsPer100()).isEqualTo(new Seconds(0, 0));
  }

  @Test
  void aPairThatCannotMeetIsLeftOutForBoth() {
    Scores scores =
        new Trial("00")
            .attack("white-box")
            .defense("opaque", "00")
            .notApplicable("opaque", "white-box", "it has no gradients")
            .score();

    Cell cell = scores.cells().get(0);
    assertThat(cell.status()).isEqualTo(Status.FAILED);
    assertThat(cell.error()).isEqualTo("not applicable: it has no gradients");
    assertThat(scores.attacks().get(0).possible()).isZero();
    assertThat(scores.attacks().get(0).rank()).isEmpty();
    assertThat(scores.defenses().get(0).possible()).isZero();
    assertThat(scores.defenses().get(0).rank()).isEmpty();
    assertThat(scores.defenses().get(0).worstCase()).isEmpty();
  }

  @Test
  void thereIsNoWorstCaseWhereTheOnlyAttackNeverWorked() {
    Scores scores =
        new Trial("00")
            .attack("stopped")
            .defense("d", "00")
            .cell("d", "stopped", "uu", "00")
            .score();

    assertThat(scores.defenses().get(0).worstCase()).isEmpty();
    assertThat(scores.defenses().get(0).possible()).isZero();
    assertThat(scores.cells().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(scores.cells().get(0).unfinishedImages()).isEqualTo(2);
  }

  @Test
  void imagesThatAnAttackDidNotFinishAreCleanAndCounted() {
    Scores scores =
        new Trial("0000")
            .attack("stopped")
            .defense("d", "0001")
            .cell("d", "stopped", "auxu", "1001")
            .score();

    Cell cell = scores.cells().get(0);
    assertThat(cell.status()).isEqualTo(Status.OK);
    assertThat(cell.unfinishedImages()).isEqualTo(2);
    assertThat(cell.attackFailedImages()).isEqualTo(3);
    assertThat(cell.correct()).isEqualTo(2);
    assertThat(cell.misclassified()).as("only what the attack broke").isEqualTo(1);
    assertThat(scores.attacks().get(0).possible()).isEqualTo(4);
    assertThat(scores.defenses().get(0).worstCase().orElseThrow().correct()).isEqualTo(2);
  }

  @Test
  void aTargetedAttackScoresItsHitsAndIsRankedApart() {
    Scores scores =
        new Trial("0000")
            .attack("untargeted")
            .targetedAttack("targeted")
            .defense("d", "0000")
            .cell("d", "untargeted", "aaaa", "0001")
            .cell("d", "targeted", "aaax", "1111", "1201")
            .score();

    AttackScore targeted = scores.attacks().get(1);
    assertThat(targeted.hits()).isEqualTo(1);
    assertThat(targeted.raw()).isEqualTo(1);
    assertThat(targeted.possible()).isEqualTo(4);
    assertThat(targeted.rank()).hasValue(1);
    assertThat(scores.attacks().get(0).rank()).hasValue(1);
    Cell cell = scores.cells().get(1);
    assertThat(cell.hits()).isEqualTo(1);
    assertThat(cell.misclassified()).isEqualTo(2);
    assertThat(cell.correct()).isEqualTo(1);
  }

  @Test
  void aFailureOfBothCountsAgainstBoth() {
    Scores scores =
        new Trial("00").attack("a").defense("d", "00").cell("d", "a", "xx", "xx").score();

    assertThat(scores.cells().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(scores.attacks().get(0).possible()).isEqualTo(2);
    assertThat(scores.defenses().get(0).possible()).isEqualTo(2);
  }

  @Test
  void theMedianOfTimesIsTheMiddleAndP95TheNearestRank() {
    double[] twenty = new double[20];
    for (int i = 0; i < twenty.length; i++) {
      twenty[i] = twenty.length - i;
    }
    Scores scores =
        new Trial("0").attack("a").defense("d", "0").cell("d", "a", "a", "0", twenty).score();

    assertThat(scores.defenses().get(0).secondsPer100()).isEqualTo(new Seconds(10.5, 19));
  }
}
