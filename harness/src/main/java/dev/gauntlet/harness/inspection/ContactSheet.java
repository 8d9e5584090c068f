package dev.gauntlet.harness.inspection;

import dev.gauntlet.harness.publish.Picture;
import dev.gauntlet.harness.publish.PublishException;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Images on one sheet, two in a row: clean, perturbed, the difference made visible, and what the
 * defense said of the first two. A frame around the perturbed one says that the attack won it.
 *
 * <p>Pixels are enlarged, not smoothed. Where Java finds no font, as in the smallest containers,
 * the captions stay empty.
 */
public final class ContactSheet {
  private static final int SIDE = 112;
  private static final int GAP = 10;
  private static final int MARGIN = 20;
  private static final int CAPTION = 210;
  private static final int HEADING = 18;
  private static final int COLUMNS = 2;
  private static final int FRAME = 3;
  private static final Color INK = new Color(0x222222);
  private static final Color FAINT = new Color(0x666666);
  private static final Color WON = new Color(0xC0392B);

  private final List<Row> rows;

  /**
   * One image.
   *
   * @param said of the clean and the perturbed one
   * @param notes more on it, a line each
   * @param won whether the attack succeeded
   */
  record Row(Picture clean, Picture perturbed, String said, List<String> notes, boolean won) {
    Row {
      notes = List.copyOf(notes);
    }
  }

  ContactSheet(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * Writes a PNG.
   *
   * @throws PublishException if it cannot be written
   */
  public void write(Path file) {
    try {
      ImageIO.write(draw(), "png", file.toFile());
    } catch (IOException e) {
      throw PublishException.cannotWrite(file, e);
    }
  }

  BufferedImage draw() {
    int lines = (rows.size() + COLUMNS - 1) / COLUMNS;
    int cell = 3 * (SIDE + GAP) + CAPTION;
    BufferedImage sheet =
        new BufferedImage(
            2 * MARGIN + COLUMNS * cell,
            2 * MARGIN + HEADING + lines * (SIDE + GAP) - GAP,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    boolean letters = hasFonts();
    for (int column = 0; letters && column < Math.min(COLUMNS, rows.size()); column++) {
      headings(MARGIN + column * cell, pen);
    }
    for (int i = 0; i < rows.size(); i++) {
      int x = MARGIN + i % COLUMNS * cell;
      int y = MARGIN + HEADING + i / COLUMNS * (SIDE + GAP);
      draw(rows.get(i), x, y, letters, pen);
    }
    pen.dispose();
    return sheet;
  }

  private static void headings(int x, Graphics2D pen) {
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    pen.setColor(FAINT);
    pen.drawString("clean", x, MARGIN + 6);
    pen.drawString("perturbed", x + SIDE + GAP, MARGIN + 6);
    pen.drawString("difference", x + 2 * (SIDE + GAP), MARGIN + 6);
  }

  private static void draw(Row row, int x, int y, boolean letters, Graphics2D pen) {
    int step = SIDE + GAP;
    if (row.won()) {
      pen.setColor(WON);
      pen.fillRect(x + step - FRAME, y - FRAME, SIDE + 2 * FRAME, SIDE + 2 * FRAME);
    }
    picture(row.clean(), x, y, pen);
    picture(row.perturbed(), x + step, y, pen);
    picture(row.perturbed().differenceFrom(row.clean()), x + 2 * step, y, pen);
    if (letters) {
      // A long name must not run into the next column.
      pen.setClip(x + 3 * step, y, CAPTION - GAP, SIDE);
      pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
      pen.setColor(row.won() ? WON : INK);
      pen.drawString(row.said(), x + 3 * step, y + SIDE / 2 - 8);
      pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
      pen.setColor(FAINT);
      for (int line = 0; line < row.notes().size(); line++) {
        pen.drawString(row.notes().get(line), x + 3 * step, y + SIDE / 2 + 14 + 18 * line);
      }
      pen.setClip(null);
    }
  }

  private static void picture(Picture picture, int x, int y, Graphics2D pen) {
    pen.drawImage(picture.image(), x, y, SIDE, SIDE, null);
  }

  // A Java without fonts says so by an error that its class loading turns into another.
  private static boolean hasFonts() {
    try {
      return new Font(Font.SANS_SERIF, Font.PLAIN, 13).canDisplay('0');
    } catch (RuntimeException | Error e) {
      return false;
    }
  }
}
