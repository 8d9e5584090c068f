package dev.gauntlet.harness.scoring;

import dev.gauntlet.leaderboard.results.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The defenses' scores, best first. A defense shares the rank of the one before it where a paired
 * test on the same images cannot tell them apart. The images are the independent units of that
 * test, not their perturbed versions: an image speaks for the defense that is right on it under
 * more of the attacks that both met. With one attack that is McNemar's test itself.
 */
final class DefenseRanking {
  private static final Comparator<DefenseScore> BEST_FIRST =
      Comparator.comparing((DefenseScore score) -> score.possible() == 0)
          .thenComparing(Comparator.comparingDouble(DefenseScore::normalized).reversed())
          .thenComparing(Comparator.comparing(DefenseRanking::worstCase).reversed())
          .thenComparing(Comparator.comparing(DefenseRanking::clean).reversed())
          .thenComparing(DefenseScore::id);

  private final int images;
  private final List<JudgedCell> cells;

  private DefenseRanking(int images, List<JudgedCell> cells) {
    this.images = images;
    this.cells = cells;
  }

  static List<DefenseScore> of(Observations seen, List<JudgedCell> cells) {
    DefenseRanking ranking = new DefenseRanking(seen.images().size(), cells);
    return ranking.ranked(
        seen.defenses().stream()
            .map(defense -> ranking.score(defense, seen.images()))
            .sorted(BEST_FIRST)
            .toList());
  }

  private DefenseScore score(DefenseRecord defense, List<Truth> truths) {
    List<JudgedCell> own = cells(defense.id());
    boolean[] clean = new boolean[images];
    boolean[] always = new boolean[images];
    for (int i = 0; i < images; i++) {
      int image = i;
      clean[i] = Verdict.correct(defense.answers().get(i), truths.get(i).label(), false);
      always[i] = clean[i] && own.stream().allMatch(cell -> cell.correct(image));
    }
    return new DefenseScore(
        defense.id(),
        OptionalInt.empty(),
        false,
        own.stream().mapToLong(JudgedCell::correct).sum(),
        own.stream().mapToLong(JudgedCell::possibleForDefense).sum(),
        share(clean),
        own.isEmpty() ? Optional.empty() : Optional.of(share(always)),
        Times.secondsPer100(
            Stream.concat(
                    defense.times().stream(), own.stream().flatMap(cell -> cell.times().stream()))
                .toList()));
  }

  private List<DefenseScore> ranked(List<DefenseScore> sorted) {
    List<DefenseScore> ranked = new ArrayList<>();
    int rank = 0;
    for (int i = 0; i < sorted.size(); i++) {
      DefenseScore score = sorted.get(i);
      boolean withPrevious = i > 0 && inseparable(sorted.get(i - 1), score);
      boolean withNext = i + 1 < sorted.size() && inseparable(score, sorted.get(i + 1));
      rank = withPrevious ? rank : i + 1;
      ranked.add(
          new DefenseScore(
              score.id(),
              score.possible() == 0 ? OptionalInt.empty() : OptionalInt.of(rank),
              withPrevious || withNext,
              score.raw(),
              score.possible(),
              score.clean(),
              score.worstCase(),
              score.secondsPer100()));
    }
    return ranked;
  }

  /** Whether the order of two neighbours may be chance, or the images speak for the other order. */
  private boolean inseparable(DefenseScore better, DefenseScore worse) {
    if (better.possible() == 0 || worse.possible() == 0) {
      return false;
    }
    List<JudgedCell> first = cells(better.id());
    List<JudgedCell> second = cells(worse.id());
    int[] lead = new int[images];
    for (JudgedCell one : first) {
      second.stream()
          .filter(other -> other.attack().equals(one.attack()))
          .forEach(
              other -> {
                for (int i = 0; i < images; i++) {
                  lead[i] += Boolean.compare(one.correct(i), other.correct(i));
                }
              });
    }
    int onlyFirst = (int) IntStream.of(lead).filter(images -> images > 0).count();
    int onlySecond = (int) IntStream.of(lead).filter(images -> images < 0).count();
    return onlyFirst <= onlySecond || McNemar.midP(onlyFirst, onlySecond) >= McNemar.LEVEL;
  }

  /** The cells that count for a defense. */
  private List<JudgedCell> cells(String defense) {
    return cells.stream()
        .filter(cell -> cell.defense().equals(defense) && cell.countsForDefense())
        .toList();
  }

  private static Share share(boolean[] correct) {
    long count = IntStream.range(0, correct.length).filter(i -> correct[i]).count();
    return Share.wilson(count, correct.length);
  }

  private static long worstCase(DefenseScore score) {
    return score.worstCase().map(Share::correct).orElse(0L);
  }

  private static long clean(DefenseScore score) {
    return score.clean().correct();
  }
}
