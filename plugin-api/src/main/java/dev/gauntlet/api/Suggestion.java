package dev.gauntlet.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** "Did you mean …?": the known word nearest to a mistyped one. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The known word with the smallest edit distance.
   *
   * @return the known word with the smallest edit distance, if that is at most a third of the
   *     word's length (and at least one edit is allowed)
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    int furthest = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= furthest)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  // Two neighbouring letters swapped count as one edit (optimal string alignment): the commonest
  // slip of all.
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int substitution = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(substitution, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
