package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Adds noise, takes its time, and leaves a line in a file for every batch. Where a file of the same
 * name with {@code .hold} at its end says after how many lines, it waits there until that is gone.
 */
public class SlowShift implements Attack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "slow-shift",
        "Slow shift",
        "Adds noise slowly.",
        Citation.of("Gauntlet's own tests"),
        Knowledge.NONE,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED),
        List.of(
            Parameter.integer("milliseconds", 250, 0, 10_000, "Per batch."),
            new Parameter(
                "file",
                Parameter.Type.TEXT,
                "",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                "Where the lines go; nowhere if empty.")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    try {
      Thread.sleep(context.parameters().integer("milliseconds"));
      String file = context.parameters().text("file");
      if (!file.isEmpty()) {
        while (held(Path.of(file))) {
          Thread.sleep(20);
        }
        Files.writeString(
            Path.of(file),
            images.getShape().get(0) + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Shape image = images.getShape().slice(1);
    float epsilon = (float) context.budget().epsilon();
    return images.add(
        context.random().uniform(images.getManager(), "noise", image, -epsilon, epsilon));
  }

  private static boolean held(Path file) throws IOException {
    Path hold = Path.of(file + ".hold");
    return Files.exists(hold)
        && Files.exists(file)
        && Files.readAllLines(file).size() >= Integer.parseInt(Files.readString(hold));
  }
}
