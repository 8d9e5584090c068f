package dev.gauntlet.api;

import java.util.List;

/**
 * What the harness and the reader of a page must know of a preparation.
 *
 * @param id names the preparation: lower-case letters, digits, dashes; unique among all
 *     preparations and defenses
 * @param title short, for people
 * @param description one or two sentences: what it makes, and of what
 * @param citation where it comes from
 * @param architectures the networks it can be made for, by the toolkit's names or its own
 * @param parameters its parameters with defaults
 * @param checkpoints what must be trained or made before
 */
public record PreparationDescriptor(
    String id,
    String title,
    String description,
    Citation citation,
    List<String> architectures,
    List<Parameter> parameters,
    List<CheckpointNeed> checkpoints) {
  public PreparationDescriptor {
    Identifiers.check("preparation", id);
    architectures = List.copyOf(architectures);
    parameters = List.copyOf(parameters);
    checkpoints = List.copyOf(checkpoints);
    if (architectures.isEmpty()) {
      throw new GauntletException("preparation '" + id + "' must name at least one architecture");
    }
  }
}
