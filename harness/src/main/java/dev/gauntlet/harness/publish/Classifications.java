package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.harness.scoring.Truth;
import dev.gauntlet.leaderboard.export.Classification;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every label that every defense gave, for the export. */
final class Classifications {
  private Classifications() {}

  static Iterable<Classification> of(Observations seen) {
    return () -> seen.cells().stream().flatMap(cell -> of(cell, seen)).iterator();
  }

  private static Stream<Classification> of(CellRecord cell, Observations seen) {
    return IntStream.range(0, cell.answers().size())
        .mapToObj(
            i -> {
              Answer answer = cell.answers().get(i);
              Truth truth = seen.images().get(i);
              boolean named = !answer.rejected() && answer.predicted() != Answer.NOTHING;
              return new Classification(
                  cell.attack(),
                  cell.defense(),
                  truth.imageId(),
                  named ? answer.predicted() : null,
                  truth.label(),
                  cell.targets().isEmpty() ? null : cell.targets().get(i));
            });
  }
}
