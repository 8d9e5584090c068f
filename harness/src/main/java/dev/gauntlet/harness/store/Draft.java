package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.Path;

/** An entry in the making: nobody sees it before {@link #commit}, and a crash leaves no half. */
public final class Draft implements AutoCloseable {
  private final Store store;
  private final Spec spec;
  private final OwnedDirectory files;

  Draft(Store store, Spec spec, OwnedDirectory files) {
    this.store = store;
    this.spec = spec;
    this.files = files;
  }

  /** Where to write the entry's files; no folders in it. */
  public Path directory() {
    return files.directory();
  }

  /**
   * Publishes the entry. Where another process was faster, its entry stands.
   *
   * @throws StoreException if the entry cannot be written
   */
  public Entry commit() {
    return store.publish(spec, directory());
  }

  /** Removes what was not committed. */
  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw StoreException.cannotWrite(directory(), e);
    }
  }
}
