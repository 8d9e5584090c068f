package dev.gauntlet.harness.plan;

import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Key;

/** A trained model that exists, or will when its training is done. */
public sealed interface Checkpoint permits ShippedCheckpoint, TrainTask {
  /** What it is. */
  ModelSpec model();

  /** Its entry in the store. */
  Key key();

  /** The plugin that can restore it. */
  PluginJar jar();
}
