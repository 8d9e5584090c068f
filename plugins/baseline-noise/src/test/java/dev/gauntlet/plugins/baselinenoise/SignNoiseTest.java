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

class SignNoiseTest extends AttackContract {
  @Override
  protected Attack attack() {
    return new SignNoise();
  }

  @OnEachEngine
  void movesEveryPixelByEpsilonUpOrDown(NDManager manager) {
    float[] noise = Grey.noise(manager, attack(), new Budget(Norm.LINF, 0.25), Map.of());

    assertThat(noise).containsOnly(-0.25f, 0.25f);
    // Four standard errors of 5,000 draws.
    assertThat(Grey.mean(noise)).isCloseTo(0, within(4 * 0.25 / Math.sqrt(5000)));
  }
}
