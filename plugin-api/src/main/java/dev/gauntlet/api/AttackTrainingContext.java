package dev.gauntlet.api;

/**
 * What a {@link TrainableAttack} trains with: everything a defense has, and the source and budget
 * it will attack.
 */
public interface AttackTrainingContext extends TrainingContext {
  /** The frozen source to train against. */
  Differentiable source();

  /** The budget the trained attack must respect. */
  Budget budget();
}
