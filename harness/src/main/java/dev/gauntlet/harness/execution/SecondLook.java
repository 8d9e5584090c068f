package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.scoring.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a defense said when some images were shown to it once more, among others than before.
 *
 * @param positions of the images, in the order in which it saw all
 * @param answers one for each of them
 */
record SecondLook(List<Integer> positions, List<Answer> answers) {
  private static final int ONE_IN = 50;
  private static final int FEWEST = 2;
  private static final int MOST = 20;

  SecondLook {
    positions = List.copyOf(positions);
    answers = List.copyOf(answers);
  }

  /** Which of so many images are shown again: about one in fifty, spread over all. */
  static int[] positions(int images) {
    int count = Math.min(images, Math.max(FEWEST, Math.min(MOST, images / ONE_IN)));
    int[] positions = new int[count];
    for (int i = 0; i < count; i++) {
      positions[i] = (int) ((long) i * images / count);
    }
    return positions;
  }

  /** How the answers compare with the first ones, for whatever reason. */
  Repeats against(List<Answer> first) {
    return new Repeats(comparable(first).size(), differing(first).size());
  }

  /** The positions whose first answer is known. */
  List<Integer> comparable(List<Answer> first) {
    return positions.stream().filter(position -> !first.get(position).failed()).toList();
  }

  /**
   * The positions with another answer than the first. It proves nothing yet: in a batch of another
   * size an engine rounds otherwise, and where two classes tie, rounding decides.
   */
  List<Integer> differing(List<Answer> first) {
    List<Integer> differing = new ArrayList<>();
    for (int i = 0; i < positions.size(); i++) {
      Answer before = first.get(positions.get(i));
      if (!before.failed() && !before.equals(answers.get(i))) {
        differing.add(positions.get(i));
      }
    }
    return differing;
  }
}
