package dev.gauntlet.api;

import java.util.Map;

/**
 * A checkpoint of another method that must exist before this one can train or run: HGD's frozen
 * target, the static models of ensemble adversarial training, the generator that an adversarial
 * network leaves behind, a {@link Preparation}. The harness trains, makes or loads it first and
 * hands it over under {@code role}.
 *
 * @param role the name under which the context returns it
 * @param method the id of the defense or preparation that makes it
 * @param parameters that method's parameters where they differ from its defaults
 * @param seedOffset added to the run's seed, so that two needs of one method can be two different
 *     models
 */
public record CheckpointNeed(
    String role, String method, Map<String, Object> parameters, long seedOffset) {
  public CheckpointNeed {
    Identifiers.check("checkpoint need, role", role);
    Identifiers.check("checkpoint need, method", method);
    parameters = Map.copyOf(parameters);
  }

  /** A need of a method with its default parameters and the run's own seed. */
  public static CheckpointNeed of(String role, String method) {
    return new CheckpointNeed(role, method, Map.of(), 0);
  }
}
