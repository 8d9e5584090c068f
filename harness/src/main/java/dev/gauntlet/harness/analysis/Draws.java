package dev.gauntlet.harness.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gauntlet.harness.store.Sha256;
import java.util.SplittableRandom;

/**
 * Random numbers that depend on a seed, an image and a purpose, not on whichever images stand by.
 */
final class Draws {
  private Draws() {}

  static SplittableRandom of(long seed, String imageId, String purpose) {
    String hash = Sha256.of((seed + "\0" + imageId + "\0" + purpose).getBytes(UTF_8));
    return new SplittableRandom(Long.parseUnsignedLong(hash.substring(0, 16), 16));
  }
}
