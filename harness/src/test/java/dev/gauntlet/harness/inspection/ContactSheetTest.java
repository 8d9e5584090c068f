package dev.gauntlet.harness.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.publish.Picture;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
  private static final int TOP = 20 + 18;
  private static final int WHITE = 0xFFFFFFFF;
  private static final Picture BLACK = new Picture(1, 2, 2, new float[4]);
  private static final Picture LIT = new Picture(1, 2, 2, new float[] {0, 1, 0, 0});

  @Test
  void showsCleanPerturbedAndDifferenceEnlargedAndNotSmoothed() {
    BufferedImage sheet = new ContactSheet(List.of(row(false))).draw();

    // The corners of the upper right pixel of each picture, 56 times as large.
    assertThat(sheet.getRGB(20 + 57, TOP + 1)).isEqualTo(0xFF000000);
    assertThat(sheet.getRGB(142 + 57, TOP + 1)).isEqualTo(WHITE);
    assertThat(sheet.getRGB(142 + 111, TOP + 54)).isEqualTo(WHITE);
    assertThat(sheet.getRGB(142 + 54, TOP + 1)).isEqualTo(0xFF000000);
    assertThat(sheet.getRGB(264 + 57, TOP + 1)).isEqualTo(WHITE);
    int unchanged = sheet.getRGB(264 + 1, TOP + 1) & 0xFF;
    assertThat(unchanged).isBetween(126, 189);
  }

  @Test
  void framesWhatTheAttackWon() {
    assertThat(new ContactSheet(List.of(row(true))).draw().getRGB(140, 60)).isEqualTo(0xFFC0392B);
    assertThat(new ContactSheet(List.of(row(false))).draw().getRGB(140, 60)).isEqualTo(WHITE);
  }

  @Test
  void putsTwoImagesIntoARow() {
    int one = new ContactSheet(List.of(row(true))).draw().getHeight();

    assertThat(new ContactSheet(Collections.nCopies(2, row(true))).draw().getHeight())
        .isEqualTo(one);
    assertThat(new ContactSheet(Collections.nCopies(3, row(true))).draw().getHeight())
        .isGreaterThan(one + 112);
  }

  private static ContactSheet.Row row(boolean won) {
    return new ContactSheet.Row(BLACK, LIT, "7 -> 3", List.of("true class 7"), won);
  }
}
