package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Oracle;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.Networks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An attack's knowledge of the model that will judge it. Its oracle repeats who pays. */
record Whitebox(Differentiable source, Optional<NDArray> targets) implements AttackContext {
  @Override
  public Budget budget() {
    return new Budget(Norm.LINF, 0.1);
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(List.of(), Map.of());
  }

  @Override
  public int classes() {
    return Networks.CLASSES;
  }

  @Override
  public List<Differentiable> sources() {
    return List.of(source);
  }

  @Override
  public Oracle scores() {
    return new Oracle() {
      @Override
      public NDArray ask(NDArray images, int[] positions) {
        return images.getManager().create(positions);
      }

      @Override
      public long remaining(int position) {
        return 10L * position;
      }
    };
  }

  @Override
  public Oracle decisions() {
    return scores();
  }

  @Override
  public boolean successIsFinal() {
    return true;
  }

  @Override
  public Randomness random() {
    return new Randomness(1, IntStream.range(0, 5).mapToObj(i -> "image-" + i).toList());
  }

  @Override
  public CheckpointReader checkpoint(String role) {
    throw new UnsupportedOperationException("no checkpoint '" + role + "'");
  }
}
