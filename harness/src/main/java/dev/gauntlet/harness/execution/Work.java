package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.plan.ClassifyTask;
import dev.gauntlet.harness.plan.GradientTask;
import dev.gauntlet.harness.plan.Task;
import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.store.Key;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How much a task is, as far as that can be told before it runs.
 *
 * @param kind tasks of one kind take about the same time for an image
 * @param images at least one
 * @param passes through a model for each image, roughly: a gradient counts as three
 */
public record Work(Key task, String kind, int images, double passes) {
  /** Parameters that say how often a method goes round, by the usual names. */
  private static final Pattern ROUNDS =
      Pattern.compile("(.*_)?(steps|iterations|restarts|targets|epochs)");

  private static final double GRADIENT = 3;

  /** A check takes gradients and many small moves of a few images. */
  private static final double GRADIENT_CHECK = 100;

  /** Of a task of a plan. */
  public static Work of(Task task) {
    if (task instanceof AttackTask attack) {
      return new Work(
          attack.key(),
          "attack "
              + attack.attack().descriptor().id()
              + new TreeMap<>(attack.parameters())
              + attack.entry().access(),
          attack.images().count(),
          passes(attack));
    }
    if (task instanceof TrainTask training) {
      return new Work(
          training.key(),
          "train " + training.model().method() + new TreeMap<>(training.model().parameters()),
          training.data().training().count(),
          GRADIENT * rounds(training.model().parameters()));
    }
    if (task instanceof GradientTask check) {
      return new Work(check.key(), "gradients", check.images().count(), GRADIENT_CHECK);
    }
    ClassifyTask classification = (ClassifyTask) task;
    return new Work(
        classification.key(),
        "classify " + classification.defense(),
        classification.images().count(),
        1);
  }

  private static double passes(AttackTask attack) {
    return switch (attack.entry().access()) {
      case NONE -> 1;
      case QUERY -> attack.entry().queries().orElse(1);
      default ->
          attack.sources().size() * GRADIENT * rounds(attack.parameters())
              + (attack.parameters().get("queries") instanceof Number queries
                  ? queries.doubleValue()
                  : 0);
    };
  }

  private static double rounds(Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .filter(parameter -> ROUNDS.matcher(parameter.getKey()).matches())
        .filter(parameter -> parameter.getValue() instanceof Number)
        .mapToDouble(parameter -> ((Number) parameter.getValue()).doubleValue())
        .filter(rounds -> rounds >= 1)
        .reduce(1, (product, rounds) -> product * rounds);
  }
}
