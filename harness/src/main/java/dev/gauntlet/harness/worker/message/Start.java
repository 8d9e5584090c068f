package dev.gauntlet.harness.worker.message;

import java.util.List;

/**
 * Comes first: what the worker is to load.
 *
 * @param jars paths of the plugins
 * @param engine DJL's name of the engine
 * @param device DJL's name of the device, {@code cpu} or {@code gpu0}
 */
public record Start(List<String> jars, String engine, String device) implements Request {
  public Start {
    jars = List.copyOf(jars);
  }
}
