package dev.gauntlet.toolkit.training;

import dev.gauntlet.toolkit.gradient.Network;

/** Images that went forward and backward, counted once a pass. */
public record Cost(long forward, long backward) {
  static final Cost NONE = new Cost(0, 0);

  static Cost of(Network network) {
    return new Cost(network.forwardImages(), network.backwardImages());
  }

  Cost plus(Cost other) {
    return new Cost(forward + other.forward, backward + other.backward);
  }

  Cost minus(Cost other) {
    return new Cost(forward - other.forward, backward - other.backward);
  }
}
