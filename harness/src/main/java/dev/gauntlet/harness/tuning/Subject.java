package dev.gauntlet.harness.tuning;

import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * What a measurement holds for; with anything else it must be made anew.
 *
 * @param engine DJL's name of it
 * @param engineVersion of its native library
 * @param device what computes: the processor's name, or the GPUs
 * @param processors how many there are
 * @param code the version of this code
 */
public record Subject(
    String engine, String engineVersion, String device, int processors, String code) {
  /** A name for its files, without an ending. */
  String fileName() {
    String text = Json.canonical(this);
    return engine.toLowerCase(java.util.Locale.ROOT)
        + "-"
        + Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}
