package dev.gauntlet.toolkit.training;

import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Weights;
import java.util.List;

/**
 * What a finished training was: its curve, which epoch was kept, and what it cost.
 *
 * @param curve every epoch
 * @param kept the number of the epoch kept
 * @param cost passes of the training itself, without the measurements between epochs
 * @param imagesSeen training images, counted once an epoch
 */
public record Training(List<Epoch> curve, int kept, Cost cost, long imagesSeen) {
  public Training {
    curve = List.copyOf(curve);
  }

  /** Writes the network's weights and the facts of its training. */
  public void save(Network network, CheckpointWriter checkpoint) {
    Weights.of(network).write(checkpoint, CheckpointReader.WEIGHTS, network.manager());
    checkpoint.note("epochs", curve.size());
    checkpoint.note("epochKept", kept);
    checkpoint.note("forwardPassesPerImage", cost.forward() / (double) imagesSeen);
    checkpoint.note("backwardPassesPerImage", cost.backward() / (double) imagesSeen);
    checkpoint.note("curve", curve.stream().map(Epoch::toMap).toList());
  }
}
