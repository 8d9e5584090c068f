package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;
import dev.gauntlet.toolkit.training.AdamStep;

/** Arrays that no scope closes stay allocated; a long training dies of them. */
class NativeMemoryTest {
  @OnEachEngine
  void staysFlatOverThousandsOfInputGradients(NDManager manager) {
    Network network = Networks.convolutional(manager, 1);
    NDArray images = Images.uniform(manager, 1, new Shape(2, 1, 8, 8));
    NDArray labels = Images.labels(manager, 2, 3);
    int before = openArrays(manager, () -> climb(network, images, labels, 2));

    int after = openArrays(manager, () -> climb(network, images, labels, 2000));

    assertThat(after).isEqualTo(before);
  }

  @OnEachEngine
  void staysFlatOverTrainingSteps(NDManager manager) {
    Network network = Networks.normalized(manager, 1);
    AdamStep optimizer = new AdamStep(network, 0.9, 1e-4);
    int before = openArrays(manager, () -> descend(network, optimizer, 2));

    int after = openArrays(manager, () -> descend(network, optimizer, 200));

    assertThat(after).isEqualTo(before);
  }

  @OnEachEngine
  void isFreedWithTheNetwork(NDManager manager) {
    int before = OpenArrays.in(manager);
    try (Network network = Networks.normalized(manager, 1)) {
      descend(network, new AdamStep(network, 0.9, 0), 2);
    }

    assertThat(OpenArrays.in(manager)).isEqualTo(before);
  }

  // The engine's own top manager too: what escapes every scope ends up there.
  private static int openArrays(NDManager manager, Runnable work) {
    work.run();
    return OpenArrays.in(manager.getParentManager());
  }

  private static void climb(Network network, NDArray images, NDArray labels, int steps) {
    try (NDManager scope = network.manager().newSubManager()) {
      NDArray clean = images.duplicate();
      clean.attach(scope);
      NDArray own = labels.duplicate();
      own.attach(scope);
      LogitLoss loss = Losses.crossEntropy(own, 3);
      Ball ball = Ball.around(clean, new Budget(Norm.LINF, 0.1));
      new SteepestAscent(steps, 0.01).climb(network, loss, ball, clean);
    }
  }

  private static void descend(Network network, AdamStep optimizer, int steps) {
    for (int i = 0; i < steps; i++) {
      try (NDManager scope = network.manager().newSubManager()) {
        NDArray images = Images.uniform(scope, i, new Shape(4, 1, 8, 8));
        LogitLoss loss = Losses.crossEntropy(Images.labels(scope, 4, 3), 3);
        optimizer.descend(() -> loss.of(network.trainingLogits(images)).mean(), 1e-3);
      }
    }
  }
}
