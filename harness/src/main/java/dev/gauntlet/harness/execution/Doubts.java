package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.scoring.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settles whether a defense whose second look differed answers otherwise when asked again, or only
 * rounds otherwise in a batch of another size. The images are shown once more as they were the
 * first time: the same batch, in the same order. Only what differs then counts, and not where the
 * defense's own logits tie within rounding and the answers differ in nothing but the label.
 */
final class Doubts {
  /**
   * More would cost a defense that draws at random, and its organiser, the time of a second run.
   */
  private static final int MOST_BATCHES = 2;

  private final List<Answer> first;
  private final int batchSize;
  private final Again again;

  /** Puts a batch to the defense once more. */
  interface Again {
    /** The answers, in order; empty if it failed. */
    Optional<List<Answer>> answers(Range batch);

    /** Its logits; empty if it gives none. */
    Optional<Leads> leads(Range batch);
  }

  /**
   * Doubts about answers.
   *
   * @param first the answers, in the order in which the defense saw the images
   */
  Doubts(List<Answer> first, int batchSize, Again again) {
    this.first = first;
    this.batchSize = batchSize;
    this.again = again;
  }

  /** On how many images that it was shown twice the answers differ. */
  Repeats settle(SecondLook second) {
    Set<Integer> asked = new TreeSet<>(second.comparable(first));
    Set<Integer> different = new TreeSet<>();
    List<Integer> doubtful = second.differing(first);
    doubtful.stream()
        .map(position -> position / batchSize)
        .distinct()
        .limit(MOST_BATCHES)
        .map(n -> Range.batch(n, batchSize, first.size()))
        .forEach(batch -> settle(batch, doubtful, asked, different));
    return new Repeats(asked.size(), different.size());
  }

  private void settle(
      Range batch, List<Integer> doubtful, Set<Integer> asked, Set<Integer> different) {
    Optional<List<Answer>> answers = again.answers(batch);
    if (answers.isEmpty()) {
      // Failing is no way out of a doubt.
      doubtful.stream()
          .filter(position -> position >= batch.from() && position < batch.to())
          .forEach(different::add);
      return;
    }
    Set<Integer> otherwise = new TreeSet<>();
    Set<Integer> labelOnly = new TreeSet<>();
    for (int i = 0; i < batch.count(); i++) {
      int position = batch.from() + i;
      Answer before = first.get(position);
      Answer now = answers.get().get(i);
      if (!before.failed()) {
        asked.add(position);
        if (!before.equals(now)) {
          otherwise.add(position);
          if (before.rejected() == now.rejected()) {
            labelOnly.add(position);
          }
        }
      }
    }
    if (!labelOnly.isEmpty()) {
      again
          .leads(batch)
          .ifPresent(
              leads ->
                  otherwise.removeIf(
                      position ->
                          labelOnly.contains(position)
                              && leads.isRounding(position - batch.from())));
    }
    different.addAll(otherwise);
  }
}
