package dev.gauntlet.harness.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Observations written down as words, one letter per image. Answers: a digit is a class, {@code r}
 * a rejection, {@code x} a failure. Perturbations: {@code a} attacked, {@code c} clipped, {@code .}
 * unchanged, {@code x} failed, {@code u} unfinished, {@code k} attacked after a hundred questions
 * ({@code l} 110 ...).
 */
final class Trial {
  private final List<Truth> truths;
  private final List<AttackRecord> attacks = new ArrayList<>();
  private final List<DefenseRecord> defenses = new ArrayList<>();
  private final List<CellRecord> cells = new ArrayList<>();

  Trial(String labels) {
    truths =
        IntStream.range(0, labels.length())
            .mapToObj(i -> new Truth("image-" + i, labels.charAt(i) - '0'))
            .toList();
  }

  Trial attack(String id, double... secondsPerBatch) {
    attacks.add(new AttackRecord(id, false, times(secondsPerBatch)));
    return this;
  }

  Trial targetedAttack(String id) {
    attacks.add(new AttackRecord(id, true, List.of()));
    return this;
  }

  Trial defense(String id, String answers, double... secondsPerBatch) {
    defenses.add(
        new DefenseRecord(
            id, answers(answers), times(secondsPerBatch), Optional.empty(), Optional.empty()));
    return this;
  }

  Trial cell(
      String defense, String attack, String perturbations, String answers, double... seconds) {
    return cell(defense, attack, perturbations, "", answers, seconds);
  }

  Trial cell(
      String defense,
      String attack,
      String perturbations,
      String targets,
      String answers,
      double... seconds) {
    cells.add(
        new CellRecord(
            defense,
            attack,
            perturbations.chars().mapToObj(Trial::perturbation).toList(),
            (int) perturbations.chars().filter(letter -> letter == 'u').count(),
            targets.chars().mapToObj(letter -> letter - '0').toList(),
            answers(answers),
            times(seconds),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    return this;
  }

  Trial notApplicable(String defense, String attack, String reason) {
    cells.add(CellRecord.notApplicable(defense, attack, reason));
    return this;
  }

  Observations observations() {
    return new Observations(truths, attacks, defenses, cells);
  }

  Scores score() {
    return Scorer.score(observations());
  }

  private List<BatchTime> times(double... seconds) {
    return IntStream.range(0, seconds.length)
        .mapToObj(i -> new BatchTime(100, seconds[i]))
        .toList();
  }

  private static List<Answer> answers(String letters) {
    return letters.chars().mapToObj(Trial::answer).toList();
  }

  private static Answer answer(int letter) {
    return switch (letter) {
      case 'x' -> Answer.FAILED;
      case 'r' -> new Answer(Answer.NOTHING, true, false);
      default -> new Answer(letter - '0', false, false);
    };
  }

  private static Perturbation perturbation(int letter) {
    return switch (letter) {
      case 'x', 'u' -> Perturbation.FAILED;
      case 'c' -> new Perturbation(false, true, 0.3);
      case '.' -> new Perturbation(false, false, 0);
      default -> new Perturbation(false, false, 0.1).withQueries(10L * Math.max(0, letter - 'a'));
    };
  }
}
