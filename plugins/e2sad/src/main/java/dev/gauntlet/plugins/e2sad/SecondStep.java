package dev.gauntlet.plugins.e2sad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.losses.Losses;

enum SecondStep {
  ENTROPY {
    @Override
    InputGradient gradient(Differentiable network, NDArray first, Randomness random) {
      return network.inputGradient(first, entropy());
    }
  },
  NEARBY {
    @Override
    InputGradient gradient(Differentiable network, NDArray first, Randomness random) {
      NDManager scope = first.getManager();
      NDArray p = network.logits(first).softmax(1);
      NDArray noise = random.gaussian(scope, "second-step", first.getShape().slice(1)).mul(0.01f);
      return network.inputGradient(first.add(noise), Losses.crossEntropy(p));
    }
  };

  abstract InputGradient gradient(Differentiable network, NDArray first, Randomness random);

  static LogitLoss entropy() {
    return logits -> Losses.crossEntropy(logits.softmax(1)).of(logits);
  }
}
