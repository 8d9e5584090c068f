package dev.gauntlet.plugins.baselinenoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.testkit.AttackContract;
import dev.gauntlet.testkit.OnEachEngine;
import java.util.Map;

class UniformNoiseTest extends AttackContract {
  @Override
  protected Attack attack() {
    return new UniformNoise();
  }

  @OnEachEngine
  void movesPixelsUniformlyWithinEpsilon(NDManager manager) {
    float[] noise = Grey.noise(manager, attack(), new Budget(Norm.LINF, 0.3), Map.of());

    // The deviation of U(−ε, ε) is ε/√3; bounds of four standard errors of 5,000 draws.
    assertThat(Grey.mean(noise)).isCloseTo(0, within(0.01));
    assertThat(Grey.deviation(noise)).isCloseTo(0.3 / Math.sqrt(3), within(0.005));
  }
}
