package dev.gauntlet.toolkit.training;

import dev.gauntlet.toolkit.gradient.Network;
import java.util.List;

/** Images that went forward and backward, counted once a pass. */
public record Cost(long forward, long backward) {
  static final Cost NONE = new Cost(0, 0);

  /** Of all passes so far. */
  static Cost of(List<Network> networks) {
    return new Cost(
        networks.stream().mapToLong(Network::forwardImages).sum(),
        networks.stream().mapToLong(Network::backwardImages).sum());
  }

  Cost plus(Cost other) {
    return new Cost(forward + other.forward, backward + other.backward);
  }

  Cost minus(Cost other) {
    return new Cost(forward - other.forward, backward - other.backward);
  }
}
