package dev.gauntlet.plugins.baselinenoise;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Norm;
import java.util.Set;
import org.pf4j.Extension;

/** Each value moves by U(−ε, ε). */
@Extension
public final class UniformNoise extends NoiseAttack {
  /** Made by the plugin loader. */
  public UniformNoise() {
    super(
        "uniform",
        "Uniform noise",
        "Moves every pixel by a uniform random amount within ε.",
        Set.of(Norm.LINF));
  }

  @Override
  NDArray noise(AttackContext context, NDArray images) {
    float epsilon = (float) context.budget().epsilon();
    return context
        .random()
        .uniform(images.getManager(), "uniform", images.getShape().slice(1), -epsilon, epsilon);
  }
}
