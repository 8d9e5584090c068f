package dev.gauntlet.plugins.baselinenoise;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import java.util.Set;
import org.pf4j.Extension;

/** Each value moves by N(0, σ), then the image is projected into the budget. */
@Extension
public final class GaussianNoise extends NoiseAttack {
  private static final String SIGMA = "sigma";

  /** Made by the plugin loader. */
  public GaussianNoise() {
    super(
        "gaussian",
        "Gaussian noise",
        "Adds normally distributed noise and projects into the budget.",
        Set.of(Norm.LINF, Norm.L2),
        Parameter.number(SIGMA, 0.1, 0, 10, "standard deviation σ, in [0, 1] pixel units"));
  }

  @Override
  NDArray noise(AttackContext context, NDArray images) {
    return context
        .random()
        .gaussian(images.getManager(), "gaussian", images.getShape().slice(1))
        .muli(context.parameters().number(SIGMA));
  }
}
