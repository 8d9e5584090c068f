package dev.gauntlet.api;

import java.util.List;

/**
 * What the harness and the reader of a page must know of a defense.
 *
 * @param id names the defense: lower-case letters, digits, dashes; unique among all defenses
 * @param title short, for people
 * @param description one or two sentences: what it does to the model or to its input
 * @param citation where it comes from
 * @param architectures the networks it can train, by the toolkit's names or its own; the first is
 *     the default
 * @param parameters its hyper-parameters with defaults
 * @param checkpoints what must be trained before it can train (HGD's target, for example)
 * @param rejects whether its predictions can reject an image as adversarial
 * @param randomized whether two predictions of one image can differ; white-box attacks then average
 *     their gradients over several draws (expectation over transformation)
 */
public record DefenseDescriptor(
    String id,
    String title,
    String description,
    Citation citation,
    List<String> architectures,
    List<Parameter> parameters,
    List<CheckpointNeed> checkpoints,
    boolean rejects,
    boolean randomized) {
  public DefenseDescriptor {
    Identifiers.check("defense", id);
    architectures = List.copyOf(architectures);
    parameters = List.copyOf(parameters);
    checkpoints = List.copyOf(checkpoints);
    if (architectures.isEmpty()) {
      throw new GauntletException("defense '" + id + "' must name at least one architecture");
    }
  }
}
