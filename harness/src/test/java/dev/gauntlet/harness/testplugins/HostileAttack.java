package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Misbehaves as its parameter says, on batches whose first label is the one it is given. */
public class HostileAttack implements Attack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "hostile",
        "Hostile",
        "Does what it must not.",
        Citation.of("Gauntlet's own tests"),
        Knowledge.NONE,
        Set.of(Norm.LINF, Norm.L2, Norm.L0),
        Set.of(Goal.UNTARGETED),
        List.of(
            Parameter.choice(
                "how",
                List.of(
                    "noop",
                    "throw",
                    "error",
                    "exit",
                    "hang",
                    "nan",
                    "null",
                    "shape",
                    "type",
                    "over",
                    "range",
                    "rubbish",
                    "print",
                    "gradients"),
                "How."),
            Parameter.integer("label", -1, -1, 9, "Only where the batch begins with it.")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    int label = context.parameters().integer("label");
    boolean now = label < 0 || labels.getLong(0) == label;
    return now ? misbehave(context, images) : images.add(0.1f).clip(0f, 1f);
  }

  private static NDArray misbehave(AttackContext context, NDArray images) {
    NDManager manager = images.getManager();
    switch (context.parameters().text("how")) {
      case "throw" -> throw new IllegalStateException("the attack gives up");
      case "error" -> throw new NoClassDefFoundError("com/example/Missing");
      case "exit" -> System.exit(3);
      case "hang" -> hang();
      case "null" -> {
        return null;
      }
      case "nan" -> {
        return images.mul(Float.NaN);
      }
      case "shape" -> {
        return images.reshape(images.getShape().get(0), -1);
      }
      case "type" -> {
        return images.toType(DataType.FLOAT64, false);
      }
      case "over" -> {
        return manager.ones(images.getShape()).sub(images);
      }
      case "range" -> {
        return images.add(0.2f);
      }
      case "rubbish" -> print(new FileOutputStream(FileDescriptor.out));
      case "print" -> System.out.println("{\"reply\":\"perturbed\",\"seconds\":0}");
      case "gradients" -> context.source();
      default -> {}
    }
    return images.duplicate();
  }

  private static void hang() {
    try {
      Thread.sleep(3_600_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void print(FileOutputStream out) {
    try {
      out.write("not a reply\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
