package dev.gauntlet.harness.plan;

import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A defense on all images of the plan, clean or as an attack left them.
 *
 * @param defense its id in the suite
 * @param checkpoint the model
 * @param attack whose images it classifies; empty for the clean ones
 * @param seed of a randomized defense's draws
 * @param randomized whether the defense says that it draws at random
 */
public record ClassifyTask(
    String defense,
    Checkpoint checkpoint,
    Optional<AttackTask> attack,
    long seed,
    boolean randomized,
    LabeledImages images,
    Environment environment)
    implements Task {

  /**
   * All that the predictions depend on.
   *
   * @param imagesSha256 of the images themselves: where two attacks leave the same ones, or an
   *     attack failed and left clean ones, nothing is wrongly taken for something else
   * @param orderSha256 of the order in which the defense sees them, which is that of its answers
   */
  public Spec spec(String imagesSha256, String orderSha256) {
    return Spec.of(
        Kind.PREDICTIONS,
        Map.of(
            "checkpoint",
            checkpoint.key().hex(),
            "plugin",
            checkpoint.jar().sha256(),
            "images",
            imagesSha256,
            "order",
            orderSha256,
            "seed",
            seed,
            "environment",
            environment.properties()));
  }

  @Override
  public Key key() {
    return spec(attack.map(task -> task.key().hex()).orElse("clean"), "any").key();
  }

  @Override
  public String title() {
    return "classify " + defense + attack.map(task -> " under " + task.entry().id()).orElse("");
  }

  @Override
  public List<Task> after() {
    List<Task> before = new ArrayList<>(TrainTask.trainings(List.of(checkpoint)));
    attack.ifPresent(before::add);
    return before;
  }
}
