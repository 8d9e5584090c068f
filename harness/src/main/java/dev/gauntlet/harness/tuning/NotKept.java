package dev.gauntlet.harness.tuning;

import java.util.List;

/**
 * Why there is no measurement: one that cannot be believed, or none on a busy machine.
 *
 * @param taken when, as ISO-8601 has it
 * @param reason a clause
 * @param rates what was measured; may be empty
 */
public record NotKept(Subject subject, String taken, String reason, List<Rate> rates) {
  public NotKept {
    rates = List.copyOf(rates);
  }
}
