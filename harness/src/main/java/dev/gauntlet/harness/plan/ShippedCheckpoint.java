package dev.gauntlet.harness.plan;

import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Spec;
import java.util.List;

/**
 * A checkpoint that lies in a plugin's jar.
 *
 * @param folder its path in the jar, with a slash at the end
 * @param files the names of its files
 * @param spec names its files by their hashes
 */
public record ShippedCheckpoint(
    ModelSpec model, PluginJar jar, String folder, List<String> files, Spec spec)
    implements Checkpoint {
  public ShippedCheckpoint {
    files = List.copyOf(files);
  }

  @Override
  public Key key() {
    return spec.key();
  }
}
