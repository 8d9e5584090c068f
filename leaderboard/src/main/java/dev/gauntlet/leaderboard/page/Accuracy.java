package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.Share;

/**
 * A share in words, with its interval.
 *
 * @param percent without the sign
 * @param low lower end of the 95 % interval, likewise
 * @param high upper end, likewise
 * @param counts for example {@code 981 / 1,000}
 * @param share the share itself, and {@code shareLow} and {@code shareHigh} its interval, from 0 to
 *     100, for bars and for sorting
 */
public record Accuracy(
    String percent,
    String low,
    String high,
    String counts,
    double share,
    double shareLow,
    double shareHigh) {

  static Accuracy of(Share share, Numbers numbers) {
    return new Accuracy(
        numbers.percent(share.fraction()),
        numbers.percent(share.low()),
        numbers.percent(share.high()),
        Numbers.count(share.correct()) + " / " + Numbers.count(share.total()),
        Numbers.scale(share.fraction()),
        Numbers.scale(share.low()),
        Numbers.scale(share.high()));
  }
}
