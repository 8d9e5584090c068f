package dev.gauntlet.toolkit.training;

import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Weights;

/**
 * A network that a training changes, with its optimizer.
 *
 * @param name tells it from the training's other networks: letters, digits and dashes
 */
public record Learner(String name, AdamStep optimizer) {
  /** The network. */
  public Network network() {
    return optimizer.network();
  }

  /** Saves the network and its optimizer as they are, and its best weights so far. */
  void write(CheckpointWriter snapshot, Weights best) {
    Weights.of(network()).write(snapshot, name + ".npz", network().manager());
    best.write(snapshot, name + "-best.npz", network().manager());
    optimizer.write(snapshot, name + "-adam.npz");
  }

  /**
   * Goes on from what {@link #write} saved.
   *
   * @return the best weights so far
   */
  Weights read(CheckpointReader snapshot) {
    Weights.read(snapshot, name + ".npz", network().manager()).copyTo(network());
    optimizer.read(snapshot, name + "-adam.npz");
    return Weights.read(snapshot, name + "-best.npz", network().manager());
  }
}
