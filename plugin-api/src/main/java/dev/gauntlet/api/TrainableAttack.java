package dev.gauntlet.api;

/**
 * An attack that first trains a network of its own, a perturbation generator for example. The
 * harness trains it once per source and keeps the checkpoint; {@link #perturb} finds it under the
 * role {@value #OWN_CHECKPOINT}.
 */
public interface TrainableAttack extends Attack {
  /** The role under which {@link AttackContext#checkpoint} returns what {@link #train} wrote. */
  String OWN_CHECKPOINT = "self";

  /**
   * Trains against {@link AttackTrainingContext#source()} and writes {@link
   * TrainingContext#checkpoint()}.
   *
   * @throws TrainingException if the training cannot go on
   */
  void train(AttackTrainingContext context);
}
