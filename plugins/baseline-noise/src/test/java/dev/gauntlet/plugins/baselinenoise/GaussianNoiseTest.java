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

class GaussianNoiseTest extends AttackContract {
  @Override
  protected Attack attack() {
    return new GaussianNoise();
  }

  // Half the pixel range is five deviations: nothing is cut off.
  @OnEachEngine
  void movesPixelsByItsDeviationWhereTheBudgetAllows(NDManager manager) {
    float[] noise = Grey.noise(manager, attack(), new Budget(Norm.LINF, 0.5), Map.of("sigma", 0.1));

    // Four standard errors of 5,000 draws.
    assertThat(Grey.mean(noise)).isCloseTo(0, within(4 * 0.1 / Math.sqrt(5000)));
    assertThat(Grey.deviation(noise)).isCloseTo(0.1, within(4 * 0.1 / Math.sqrt(10_000)));
  }

  @OnEachEngine
  void isProjectedWhereItDoesNot(NDManager manager) {
    float[] cut = Grey.noise(manager, attack(), new Budget(Norm.LINF, 0.05), Map.of());

    float largest = 0;
    int atTheEdge = 0;
    for (float value : cut) {
      largest = Math.max(largest, Math.abs(value));
      atTheEdge += Math.abs(value) > 0.05f - 1e-6f ? 1 : 0;
    }
    assertThat(largest).isLessThanOrEqualTo(0.05f + 1e-7f);
    // Beyond half a deviation lie 61.7 % of normal draws.
    assertThat(atTheEdge / 5000.0).isCloseTo(0.617, within(0.03));
  }
}
