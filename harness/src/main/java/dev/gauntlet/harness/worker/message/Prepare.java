package dev.gauntlet.harness.worker.message;

import java.util.List;

/** Asks a worker to start its engine and restore models, so that this counts for no batch. */
public record Prepare(List<ModelFiles> models) implements Request {
  public Prepare {
    models = List.copyOf(models);
  }
}
