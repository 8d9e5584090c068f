package dev.gauntlet.harness.scoring;

import java.util.BitSet;
import java.util.List;

/** One cell image by image: which were right before the attack, and which of these it won. */
public final class JudgedImages {
  private final BitSet before = new BitSet();
  private final BitSet won = new BitSet();

  private JudgedImages(CellRecord cell, DefenseRecord defense, List<Truth> images) {
    JudgedCell judged = new JudgedCell(cell, images);
    for (int i = 0; i < images.size(); i++) {
      before.set(i, Verdict.correct(defense.answers().get(i), images.get(i).label(), false));
      won.set(i, before.get(i) && judged.won(i));
    }
  }

  /**
   * Judges the images of a cell.
   *
   * @param defense that of the cell, on the clean images
   */
  public static JudgedImages of(CellRecord cell, DefenseRecord defense, List<Truth> images) {
    return new JudgedImages(cell, defense, images);
  }

  /** How many images the defense had right. */
  public int rightBefore() {
    return before.cardinality();
  }

  /**
   * Whether the defense had an image right, and the attack made it say the target, or in an
   * untargeted run anything wrong.
   */
  public boolean isWon(int image) {
    return won.get(image);
  }

  /** The positions of all images that the attack won. */
  public int[] won() {
    return won.stream().toArray();
  }
}
