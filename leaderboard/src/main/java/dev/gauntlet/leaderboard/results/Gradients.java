package dev.gauntlet.leaderboard.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether a defense's own gradients, which white-box attacks follow, are those of its function.
 *
 * @param medianError the median relative error of the worst kind of probe, from 0 to 2; null where
 *     nothing could be compared
 * @param bound the largest error of gradients that match
 * @param probes comparisons that count
 * @param setAside comparisons that do not, at kinks of the function or too flat for float32
 * @param reason one line
 */
public record Gradients(
    Status status, Double medianError, double bound, int probes, int setAside, String reason) {
  /** What a reader must know of a defense whose gradients differ. */
  public static final String MISMATCH =
      "gradients do not match the function: white-box numbers are an upper bound";

  /** What the check found. */
  public enum Status {
    /** They are. */
    @JsonProperty("matches")
    MATCHES,
    /** They are not. */
    @JsonProperty("differs")
    DIFFERS,
    /** The defense is randomized, and they were not compared. */
    @JsonProperty("randomized")
    RANDOMIZED,
    /** The function moves too little to tell. */
    @JsonProperty("undecided")
    UNDECIDED,
    /** The defense failed in the check. */
    @JsonProperty("failed")
    FAILED
  }

  public Gradients {
    Require.present("status", status);
    if (medianError != null) {
      Require.measure("medianError", medianError);
    }
    Require.share("bound", bound);
    Require.count("probes", probes);
    Require.count("setAside", setAside);
    Require.present("reason", reason);
  }

  /** Whether the numbers under white-box attacks must not be believed. */
  public boolean differ() {
    return status == Status.DIFFERS;
  }
}
