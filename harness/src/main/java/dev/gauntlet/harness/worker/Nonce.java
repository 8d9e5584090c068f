package dev.gauntlet.harness.worker;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A word that is good for one request: a line that does not begin with it is no reply to that
 * request, whatever else it looks like. It keeps what a plugin prints, by mistake or on purpose,
 * from being taken for the worker's own words.
 */
record Nonce(String word) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 12;

  static Nonce random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Nonce(HexFormat.of().formatHex(bytes));
  }

  /** The nonce that a line begins with. */
  static Nonce of(String line) {
    return new Nonce(line.substring(0, line.indexOf(' ')));
  }

  /** A line for a text. */
  String stamp(String text) {
    return word + " " + text;
  }

  /** The text of a line; empty if it does not begin with this nonce. */
  Optional<String> open(String line) {
    String prefix = word + " ";
    return line.startsWith(prefix)
        ? Optional.of(line.substring(prefix.length()))
        : Optional.empty();
  }
}
