package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Oracle;
import dev.gauntlet.api.Parameter;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Asks its source some questions, and writes what it knows into the first pixels. */
public class Revealing implements Attack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "revealing",
        "Revealing",
        "Writes label, decision, classes and remaining questions into pixels 0 to 3, in hundredths.",
        Citation.of("Gauntlet's own tests"),
        Knowledge.DECISIONS,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED),
        List.of(
            Parameter.integer("questions", 1, 1, 100, "Asked about each image."),
            Parameter.choice(
                "wants", List.of("decisions", "scores", "gradients"), "What it reaches for.")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    switch (context.parameters().text("wants")) {
      case "scores" -> context.scores();
      case "gradients" -> context.sources();
      default -> {}
    }
    NDManager manager = images.getManager();
    int count = (int) images.getShape().get(0);
    int[] positions = IntStream.range(0, count).toArray();
    Oracle oracle = context.decisions();
    long[] decisions = new long[count];
    for (int i = 0; i < context.parameters().integer("questions"); i++) {
      try (NDArray answer = oracle.ask(images, positions)) {
        decisions = answer.toLongArray();
      }
    }
    float[] pixels = images.toFloatArray();
    long[] given = labels.toLongArray();
    int size = pixels.length / count;
    for (int i = 0; i < count; i++) {
      pixels[i * size] = given[i] / 100f;
      pixels[i * size + 1] = decisions[i] / 100f;
      pixels[i * size + 2] = context.classes() / 100f;
      pixels[i * size + 3] = Math.min(30, oracle.remaining(i)) / 100f;
    }
    return manager.create(pixels, images.getShape());
  }
}
