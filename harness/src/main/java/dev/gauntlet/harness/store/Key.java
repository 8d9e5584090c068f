package dev.gauntlet.harness.store;

/**
 * Names an entry of the store: the SHA-256 of all that its content depends on.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Key(String hex) {
  public Key {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a key has 64 lower-case hex digits, not '" + hex + "'");
    }
  }

  /** Enough of it to tell entries apart in a message. */
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return hex;
  }
}
