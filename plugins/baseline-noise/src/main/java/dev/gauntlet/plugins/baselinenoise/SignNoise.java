package dev.gauntlet.plugins.baselinenoise;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Norm;
import java.util.Set;
import org.pf4j.Extension;

/** Each value moves by +ε or −ε with equal probability: x ± ε. */
@Extension
public final class SignNoise extends NoiseAttack {
  /** Made by the plugin loader. */
  public SignNoise() {
    super(
        "sign-noise",
        "Sign noise",
        "Moves every pixel by ε up or down at random; a defense that loses here is broken, not attacked.",
        Set.of(Norm.LINF));
  }

  @Override
  NDArray noise(AttackContext context, NDArray images) {
    float epsilon = (float) context.budget().epsilon();
    return context
        .random()
        .signs(images.getManager(), "sign-noise", images.getShape().slice(1))
        .muli(epsilon);
  }
}
