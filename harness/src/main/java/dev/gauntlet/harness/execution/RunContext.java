package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.worker.WorkerPool;
import java.nio.file.Path;
import java.util.List;

/**
 * What all jobs of a run share.
 *
 * @param installed every plugin
 * @param scratch a directory that is gone after the run
 * @param batch images that a plugin sees at once
 */
record RunContext(
    Store store,
    WorkerPool workers,
    List<PluginJar> installed,
    Path scratch,
    Listener listener,
    int batch,
    Meter meter) {

  CheckpointStore checkpoints() {
    return new CheckpointStore(store);
  }
}
