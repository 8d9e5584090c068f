package dev.gauntlet.plugins.jsma;

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
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.attacks.Objective;
import dev.gauntlet.toolkit.attacks.OutwardRounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.pf4j.Extension;

/**
 * The Jacobian-based saliency map attack: moves the pair of pixels with the largest −α·β by θ until
 * the target is reached or ε pixels have changed (e2SAD, eq. 2.3–2.5), with the saliency of the
 * logits, not of the softmax.
 */
@Extension
public final class Jsma implements Attack {
  private static final String THETA = "theta";
  private static final String DIRECTION = "direction";
  private static final String CANDIDATES = "candidates";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "jsma",
        "JSMA",
        "Changes few pixels, but these much: pair by pair, those that raise the target's logit and lower the others.",
        new Citation(
            "Papernot, McDaniel, Jha, Fredrikson, Celik, Swami: The limitations of deep learning in adversarial"
                + " settings. EuroS&P 2016",
            "https://arxiv.org/abs/1511.07528"),
        Knowledge.GRADIENTS,
        Set.of(Norm.L0),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.number(THETA, 1, 0.001, 1, "how far a step moves a pixel, θ"),
            Parameter.choice(
                DIRECTION,
                Direction.words(),
                "whether pixels become brighter, darker, or each pair what is better"),
            Parameter.integer(
                CANDIDATES,
                9,
                1,
                10_000,
                "in an untargeted run, how many wrong classes are tried, the likeliest first")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          NDArray found =
              new SaliencyAttack(
                      context.source(),
                      Objective.of(context, labels),
                      context.classes(),
                      Direction.of(context.parameters().text(DIRECTION)),
                      context.parameters().number(THETA))
                  .run(walks(context, clean, labels), clean);
          return OutwardRounding.of(context, clean, labels, found);
        });
  }

  private static List<Walk> walks(AttackContext context, NDArray clean, NDArray labels) {
    Shape each = clean.getShape().slice(1);
    int size = Math.toIntExact(each.size());
    int pixels = size / Math.toIntExact(each.get(0));
    int budget = (int) Math.min(pixels, context.budget().epsilon());
    float[] values = clean.toFloatArray();
    long[][] targets = targets(context, clean, labels);
    List<Walk> walks = new ArrayList<>();
    for (int image = 0; image < targets.length; image++) {
      float[] own = Arrays.copyOfRange(values, image * size, (image + 1) * size);
      for (long target : targets[image]) {
        walks.add(new Walk(image, target, own, pixels, budget));
      }
    }
    return walks;
  }

  private static long[][] targets(AttackContext context, NDArray clean, NDArray labels) {
    if (context.targets().isPresent()) {
      return Arrays.stream(context.targets().get().toLongArray())
          .mapToObj(target -> new long[] {target})
          .toArray(long[][]::new);
    }
    int classes = context.classes();
    int candidates = context.parameters().integer(CANDIDATES);
    float[] logits = context.source().logits(clean).toFloatArray();
    long[] own = labels.toLongArray();
    return IntStream.range(0, own.length)
        .mapToObj(
            image ->
                IntStream.range(0, classes)
                    .filter(k -> k != own[image])
                    .boxed()
                    .sorted(Comparator.comparingDouble(k -> -logits[image * classes + k]))
                    .limit(candidates)
                    .mapToLong(Integer::longValue)
                    .toArray())
        .toArray(long[][]::new);
  }
}
