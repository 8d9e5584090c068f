package dev.gauntlet.toolkit.discriminators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.toolkit.OnEachEngine;

/** q_D(perturbed) is 1/2 at a verdict of 0, 3/4 at log 3 and 1/4 at −log 3. */
class SourceLossTest {
  private static final float LOG_3 = (float) Math.log(3);

  private static NDArray verdicts(NDManager manager, float... values) {
    return manager.create(values, new Shape(values.length, 1));
  }

  @OnEachEngine
  void isTheMeanNegativeLogarithmOfTheRightSource(NDManager manager) {
    NDArray verdicts = verdicts(manager, 0, LOG_3);

    double half = Math.log(2);
    assertThat((double) SourceLoss.ofClean(verdicts).getFloat())
        .isCloseTo((half + Math.log(4)) / 2, within(1e-6));
    assertThat((double) SourceLoss.ofPerturbed(verdicts).getFloat())
        .isCloseTo((half + Math.log(4 / 3.0)) / 2, within(1e-6));
  }

  @OnEachEngine
  void weighsBothSourcesAlike(NDManager manager) {
    NDArray onClean = verdicts(manager, 0, 0, -LOG_3, -LOG_3);
    NDArray onPerturbed = verdicts(manager, -LOG_3);

    double clean = (Math.log(2) + Math.log(4 / 3.0)) / 2;
    assertThat((double) SourceLoss.ofBoth(onClean, onPerturbed).getFloat())
        .isCloseTo((clean + Math.log(4)) / 2, within(1e-6));
  }

  @OnEachEngine
  void isFiniteWhereTheDiscriminatorIsSureAndWrong(NDManager manager) {
    assertThat(SourceLoss.ofClean(verdicts(manager, 200)).getFloat()).isEqualTo(200);
    assertThat(SourceLoss.ofPerturbed(verdicts(manager, -200)).getFloat()).isEqualTo(200);
    assertThat(SourceLoss.ofPerturbed(verdicts(manager, 200)).getFloat()).isZero();
  }
}
