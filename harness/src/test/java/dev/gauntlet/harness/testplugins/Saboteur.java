package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** An attack on the harness, the machine and the other teams. */
public class Saboteur implements Attack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "saboteur",
        "Saboteur",
        "Does what it must not.",
        Citation.of("Gauntlet's own tests"),
        Knowledge.NONE,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED),
        List.of(text("deed", "What."), text("target", "Whom.")),
        List.of());
  }

  static Parameter text(String name, String description) {
    return new Parameter(
        name,
        Parameter.Type.TEXT,
        "",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(),
        description);
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    String target = context.parameters().text("target");
    switch (context.parameters().text("deed")) {
      case "nan" -> {
        return images.mul(Float.NaN);
      }
      case "infinite" -> {
        return images.add(Float.POSITIVE_INFINITY);
      }
      case "shape" -> {
        return images.reshape(images.getShape().get(0), -1);
      }
      case "type" -> {
        return images.toType(ai.djl.ndarray.types.DataType.FLOAT64, false);
      }
      case "range" -> {
        return images.add(2f);
      }
      case "mutate" -> {
        // The clean images and their labels, as the worker holds them.
        images.muli(0f).addi(0.5f);
        labels.muli(0);
        return images;
      }
      default -> Deeds.commit(context.parameters().text("deed"), target);
    }
    return images.add(0.1f).clip(0f, 1f);
  }
}
