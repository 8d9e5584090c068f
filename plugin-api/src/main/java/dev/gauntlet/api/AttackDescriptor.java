package dev.gauntlet.api;

import java.util.List;
import java.util.Set;

/**
 * What the harness and the reader of a page must know of an attack.
 *
 * @param id names the attack in suites: lower-case letters, digits, dashes; unique among all
 *     attacks
 * @param title short, for people
 * @param description one or two sentences: what it does and when to use it
 * @param citation where it comes from
 * @param needs how much of its source it must know
 * @param norms the budgets it can respect
 * @param goals what it can aim at
 * @param parameters its hyper-parameters with defaults
 * @param checkpoints what must be trained before it can run (a generator, for example)
 */
public record AttackDescriptor(
    String id,
    String title,
    String description,
    Citation citation,
    Knowledge needs,
    Set<Norm> norms,
    Set<Goal> goals,
    List<Parameter> parameters,
    List<CheckpointNeed> checkpoints) {
  public AttackDescriptor {
    Identifiers.check("attack", id);
    norms = Set.copyOf(norms);
    goals = Set.copyOf(goals);
    parameters = List.copyOf(parameters);
    checkpoints = List.copyOf(checkpoints);
    if (norms.isEmpty() || goals.isEmpty()) {
      throw new GauntletException("attack '" + id + "' must name at least one norm and one goal");
    }
  }
}
