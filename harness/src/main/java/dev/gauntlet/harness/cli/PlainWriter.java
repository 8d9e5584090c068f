package dev.gauntlet.harness.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Text on its way to a terminal or a log that obeys characters: those of plugins, data sets and
 * workers are shown as damage instead. Lines end and tabs jump as before.
 */
final class PlainWriter extends FilterWriter {
  private static final String KEPT = "\n\t" + System.lineSeparator();
  private static final char DAMAGE = '\ufffd';

  private PlainWriter(Writer out) {
    super(out);
  }

  /** A writer that flushes after each line. */
  static PrintWriter on(Writer out) {
    return new PrintWriter(new PlainWriter(out), true);
  }

  /** The same text on one line, with nothing in it that a terminal obeys. */
  static String line(String text) {
    return plain(String.join(" ", text.strip().split("\\s*\\R\\s*")).replace('\t', ' '));
  }

  private static String plain(CharSequence text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.chars().forEach(letter -> plain.append(commands(letter) ? DAMAGE : (char) letter));
    return plain.toString();
  }

  private static boolean commands(int letter) {
    return (Character.isISOControl(letter) && KEPT.indexOf(letter) < 0) || turns(letter);
  }

  /** Whether it turns the direction that text is read in. */
  private static boolean turns(int letter) {
    return letter == 0x061c
        || letter == 0x200e
        || letter == 0x200f
        || (letter >= 0x202a && letter <= 0x202e)
        || (letter >= 0x2066 && letter <= 0x2069);
  }

  @Override
  public void write(int letter) throws IOException {
    out.write(commands((char) letter) ? DAMAGE : letter);
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    out.write(plain(new String(text, offset, length)));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(plain(text.substring(offset, offset + length)));
  }
}
